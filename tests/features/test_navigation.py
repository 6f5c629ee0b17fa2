"""Definition, references and highlights, by the cases beside this file and by laws over them."""

from __future__ import annotations

from pathlib import Path

import pytest

from dial_lsp.features.definition import definition
from dial_lsp.features.highlight import highlight
from dial_lsp.features.references import references
from tests.support.cursor_cases import CursorCase, cursor_cases, shown, shown_span, title_of

HERE = Path(__file__).parent
DEFINITIONS = cursor_cases(HERE / "definition")
REFERENCES = cursor_cases(HERE / "references")
HIGHLIGHTS = cursor_cases(HERE / "highlight")
NOTHING = "nothing\n"


@pytest.mark.parametrize("case", DEFINITIONS, ids=title_of)
def test_definition(case: CursorCase) -> None:
    found = definition(case.analysis, case.path, case.offset)
    if found is None:
        case.check(NOTHING)
        return
    source = case.analysis.document(case.path).source  # type: ignore[union-attr]
    targets = (
        shown(target.whole) + shown_span(target.whole.source, target.name, "name").partition("\n")[2].partition("\n")[2]
        for target in found.found
    )
    case.check(shown_span(source, found.origin, "from") + "".join(targets))


@pytest.mark.parametrize("case", REFERENCES, ids=title_of)
def test_references(case: CursorCase) -> None:
    found = references(case.analysis, case.path, case.offset, declaration=case.arguments == "with declaration")
    case.check(NOTHING if found is None else "".join(map(shown, found)) or "none\n")


@pytest.mark.parametrize("case", HIGHLIGHTS, ids=title_of)
def test_highlight(case: CursorCase) -> None:
    found = highlight(case.analysis, case.path, case.offset)
    source = case.analysis.document(case.path).source  # type: ignore[union-attr]
    case.check(NOTHING if found is None else "".join(shown_span(source, one.span, one.kind) for one in found))
