"""What deletes the comments of a file is worked out for somebody who asks, not at each keystroke."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.engine.analysis import Analysis
from dial_lsp.model.reading import edits_without
from dial_lsp.rules.syntax import comment
from dial_lsp.syntax import parse
from dial_lsp.text import Edit, Source, Span

if TYPE_CHECKING:
    import pytest

    from dial_lsp.syntax import Document

TEXT = '{\n  // a note\n  "roles": {"r": {}} /* another */\n}\n'


def test_comments_are_looked_up_to_be_deleted_when_the_fix_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Document] = []

    def counted(document: Document) -> tuple[Edit, ...]:
        asked.append(document)
        return edits_without(document)

    monkeypatch.setattr(comment, "edits_without", counted)
    analysis = Analysis([parse(Source("c.json", TEXT))])
    assert analysis.diagnostics
    analysis = analysis.after({"c.json": [Edit(Span(0, 0), " ")]})
    (found,) = (one for one in analysis.diagnostics if one.rule == "comment")
    assert asked == []
    (fix,) = found.fixes
    assert len(fix.edits["c.json"]) == 2
    assert asked == [analysis.documents[0]]
