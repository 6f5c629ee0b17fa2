"""Definition, references and highlights, by the cases beside this file and by laws over them."""

from __future__ import annotations

from pathlib import Path

import pytest

from dial_lsp.engine.analysis import Analysis
from dial_lsp.features.definition import definition
from dial_lsp.features.highlight import highlight
from dial_lsp.features.references import references
from dial_lsp.syntax import parse
from dial_lsp.text import Source
from tests.support.cursor_cases import CursorCase, cursor_cases, shown, shown_span, title_of

HERE = Path(__file__).parent
DEFINITIONS = cursor_cases(HERE / "definition")
REFERENCES = cursor_cases(HERE / "references")
HIGHLIGHTS = cursor_cases(HERE / "highlight")
REALWORLD = sorted((HERE.parent / "realworld").iterdir())
PROJECTS = [folder for folder in REALWORLD if folder.is_dir() and list(folder.glob("*.json"))]
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


@pytest.mark.parametrize("folder", PROJECTS, ids=lambda folder: folder.name)
def test_every_use_is_among_the_references_of_its_definition(folder: Path) -> None:
    analysis = Analysis([parse(Source(path.name, path.read_text("utf-8"))) for path in sorted(folder.glob("*.json"))])
    known = analysis.references
    every = [use for named in known.uses.values() for found in named.values() for use in found]
    for use in every[:: max(len(every) // 40, 1)]:
        at = analysis.locate(use.at)
        assert at.source.text[at.span.start] in '"-0123456789tf'
        path, inside = at.source.path, at.span.start + 1
        there = definition(analysis, path, inside)
        asked = [(path, inside)] if there is None else [(one.whole.source.path, one.name.start) for one in there.found]
        for target, offset in asked:
            found = references(analysis, target, offset, declaration=False)
            assert any(one.source.path == path and one.span.start in {at.span.start, inside} for one in found or ())


@pytest.mark.parametrize("folder", PROJECTS, ids=lambda folder: folder.name)
def test_what_is_defined_is_known_to_the_references(folder: Path) -> None:
    analysis = Analysis([parse(Source(path.name, path.read_text("utf-8"))) for path in sorted(folder.glob("*.json"))])
    for named in analysis.references.definitions.values():
        for name, found in named.items():
            at = analysis.locate(found[-1].at)
            there = definition(analysis, at.source.path, at.span.start + 1)
            assert there is not None, name
            assert any(one.name.start in {at.span.start, at.span.start + 1} for one in there.found)
