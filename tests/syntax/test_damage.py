"""Damage stays where it is: how much of a text the grammar reads for one slip, and that the rest is not touched."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING, Any

import pytest

from benchmarks.generate import generate
from dial_lsp.syntax import Document, Entry, matching, parser, update, whole_split
from dial_lsp.syntax.comments import blank
from dial_lsp.text import Edit, Span
from tests.support.reading import SEEDS, TOKENS, described, read

if TYPE_CHECKING:
    from dial_lsp.syntax.parser import Part

LINES = generate(60_000)
MINIFIED = json.dumps(json.loads(LINES), separators=(",", ":"))
ON_ONE_LINE = json.dumps(json.loads(LINES))
ENTRY = 6  # what ``described`` says of one
LAID_OUT = {"lines": LINES, "minified": MINIFIED, "on one line": ON_ONE_LINE}


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many characters Lark was given, each time it was asked."""
    lengths: list[int] = []
    parts = parser._parts

    def counted(text: str, depth: int) -> list[Part]:
        lengths.append(len(text))
        return list(parts(text, depth))

    monkeypatch.setattr(parser, "_parts", counted)
    return lengths


def entries(document: Document) -> set[Entry]:
    return {entry for section in document.sections for entry in section.entries}


def slips(text: str) -> dict[str, Edit]:
    """One character too few in an entry in the middle of the text."""
    name = text.index('"displayName"', len(text) // 2)
    inner = text.index("{", name)
    comma = text.index(",", name)
    return {
        "a comma": Edit(Span(comma, comma + 1), ""),
        "an opening brace": Edit(Span(inner, inner + 1), ""),
        "a closing bracket": Edit(Span(at := text.index("]", name), at + 1), ""),
        "a colon": Edit(Span(at := text.index(":", name), at + 1), ""),
        "a value": Edit(Span(at := text.index(":", name) + 1, comma), ""),
    }


@pytest.mark.parametrize("layout", LAID_OUT)
@pytest.mark.parametrize("slip", slips(LINES))
def test_a_slip_has_the_grammar_read_one_entry(slip: str, layout: str, parsed: list[int]) -> None:
    text = LAID_OUT[layout]
    edit = slips(text)[slip]
    before = read(text)
    touched = before.entry_at(edit.span.start)
    assert touched is not None
    after = update(before, (edit,))
    assert after.problems
    assert len(parsed) <= 1
    assert sum(parsed) < 2 * len(touched.text) + 200
    assert entries(before) - entries(after) <= {touched}
    parsed.clear()
    again = update(after, (Edit(Span(edit.span.start, edit.span.start + len(edit.text)), removed(text, edit)),))
    assert (again.problems, parsed) == ((), [])


def removed(text: str, edit: Edit) -> str:
    return text[edit.span.start : edit.span.end]


def said(document: Document) -> list[Any]:
    """All a document says, but for a missing comma that may count as a part of the entry before or not."""
    return [
        (*one[:3], *one[4:]) if isinstance(one, tuple) and len(one) == ENTRY else one
        for one in described(document)
        if not isinstance(one, list)
    ]


def test_what_lies_between_matching_brackets_is_read_as_the_whole_text_is(monkeypatch: pytest.MonkeyPatch) -> None:
    source = random.Random(20261130)
    seeds = [SEEDS["minified"], json.dumps(json.loads(SEEDS["minified"])), '{"a": {"b": [1, {"c": 2}]}, "d": [3]}']
    tried = 0
    for _ in range(600):
        text = source.choice(seeds)
        for _ in range(source.randrange(1, 4)):
            at = source.randrange(len(text) + 1)
            text = text[:at] + source.choice((*TOKENS, "", ",", ":", "")) + text[at + source.choice((0, 0, 1)) :]
        if matching.is_matched(blank(text).text) and text.startswith("{"):
            tried += 1
            by_member = said(read(text))
            with monkeypatch.context() as patch:
                patch.setattr(whole_split, "chunks_by_member", lambda _: None)
                assert by_member == said(read(text)), text
    assert tried > 100


def test_the_pieces_of_a_text_are_as_long_as_the_text() -> None:
    source = random.Random(20261130)
    for _ in range(300):
        text = source.choice(list(SEEDS.values()))
        for _ in range(source.randrange(1, 4)):
            at = source.randrange(len(text) + 1)
            text = text[:at] + source.choice((*TOKENS, "}", "")) + text[at + source.choice((0, 0, 1)) :]
        document = read(text)
        for one in (document, document.continued):
            assert one is None or sum(chunk.length for chunk in one.split.chunks) == len(text), text
