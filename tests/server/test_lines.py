"""The line table and the measuring of positions agree with the simplest way of doing both, after any edits."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lsprotocol import types

from dial_lsp.server import lines
from dial_lsp.server.convert import Encoding, Ruler
from dial_lsp.server.lines import LineTable
from dial_lsp.server.texts import OpenText, together
from dial_lsp.text import Edit, Span, apply_edits, difference

ENCODINGS = tuple(Encoding)
TEXTS = st.text(alphabet='a"\r\n\u2028\x85\x0bäЖ\U0001f600\ud83d', max_size=30)


@pytest.fixture(params=[1, 2, 512])
def block_size(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "_BLOCK", request.param)


def naive_starts(text: str) -> list[int]:
    return [0, *(found.end() for found in re.finditer(r"\r\n|\r|\n", text))]


def naive_units(text: str, encoding: Encoding) -> int:
    width = {Encoding.Utf8: ("utf-8", 1), Encoding.Utf16: ("utf-16-le", 2), Encoding.Utf32: ("utf-32-le", 4)}[encoding]
    return sum(len(character.encode(width[0], "surrogatepass")) // width[1] for character in text)


def naive_position(text: str, offset: int, encoding: Encoding) -> types.Position:
    start = max(each for each in naive_starts(text) if each <= offset)
    return types.Position(naive_starts(text).index(start), naive_units(text[start:offset], encoding))


def starts(table: LineTable) -> list[int]:
    return [table.start(line) for line in range(table.count)]


def edits(draw: st.DrawFn, text: str) -> Edit:
    start = draw(st.integers(0, len(text)))
    return Edit(Span(start, draw(st.integers(start, len(text)))), draw(TEXTS))


@pytest.mark.usefixtures("block_size")
@settings(max_examples=100, deadline=None)
@given(st.data())
def test_a_table_after_edits_is_the_table_of_the_edited_text(data: st.DataObject) -> None:
    text = data.draw(TEXTS)
    table = LineTable.of(text)
    for _ in range(5):
        edit = data.draw(st.composite(edits)(text))
        text = apply_edits(text, [edit])
        table = table.after(edit.span.start, edit.span.end, len(edit.text), text)
        assert starts(table) == naive_starts(text)
        assert table.length == len(text)
        everywhere = range(len(text) + 1)
        assert table.lines(everywhere) == [table.place(at)[0] for at in everywhere]


@pytest.mark.usefixtures("block_size")
def test_a_table_stays_right_over_thousands_of_edits() -> None:
    chance = random.Random(7)
    text = "".join(chance.choice(["ab", "\n", "\r", "\r\n", "\u2028"]) for _ in range(4000))
    table = LineTable.of(text)
    for _ in range(3000):
        start = chance.randrange(len(text))
        end = min(start + chance.choice([0, 0, 1, 2, 40]), len(text))
        added = chance.choice(["", "x", "\n", "\r", "\r\n", "a\nb\rc\r\n" * 9])
        text = text[:start] + added + text[end:]
        table = table.after(start, end, len(added), text)
    assert starts(table) == naive_starts(text)


@given(TEXTS, st.sampled_from(ENCODINGS))
def test_every_offset_has_a_position_and_comes_back(text: str, encoding: Encoding) -> None:
    ruler = Ruler(text, LineTable.of(text), encoding)
    for offset in range(len(text) + 1):
        position = ruler.position(offset)
        assert position == naive_position(text, offset, encoding)
        if text[offset - 1 : offset + 1] != "\r\n":  # the place inside a line end is nowhere for a client
            assert ruler.offset(position) == offset


@given(TEXTS, st.sampled_from(ENCODINGS), st.integers(0, 12), st.integers(0, 60))
def test_any_position_means_a_place_of_its_line(text: str, encoding: Encoding, line: int, character: int) -> None:
    ruler = Ruler(text, LineTable.of(text), encoding)
    offset = ruler.offset(types.Position(line, character))
    known = naive_starts(text)
    if line >= len(known):
        assert offset == len(text)
        return
    start = known[line]
    content = re.split(r"\r\n|\r|\n", text[start:])[0]
    inside = max(n for n in range(len(content) + 1) if naive_units(content[:n], encoding) <= character)
    assert offset == start + inside


@settings(max_examples=100, deadline=None)
@given(st.data(), st.sampled_from(ENCODINGS))
def test_changes_mean_the_text_the_ones_before_left(data: st.DataObject, encoding: Encoding) -> None:
    text = data.draw(TEXTS)
    opened = OpenText.of(types.TextDocumentItem("file:///x.json", "json", 1, text), encoding)
    changes: list[types.TextDocumentContentChangeEvent] = []
    now = text
    for _ in range(data.draw(st.integers(1, 4))):
        edit = data.draw(st.composite(edits)(now))
        ruler = Ruler(now, LineTable.of(now), encoding)
        given_range = ruler.range(edit.span)
        span = ruler.span(given_range)
        changes.append(types.TextDocumentContentChangePartial(given_range, edit.text))
        now = apply_edits(now, [Edit(span, edit.text)])
    changed, as_one = opened.changed(changes, 2)
    assert changed.text == now
    assert apply_edits(text, as_one) == now
    assert starts(changed.lines) == naive_starts(now)
    assert changed.surplus == naive_units(now, encoding) - len(now)


def test_changes_from_the_end_to_the_start_stay_apart() -> None:
    steps = [Edit(Span(8, 9), "X"), Edit(Span(4, 4), "YY"), Edit(Span(0, 1), "")]
    assert together("0123456789", steps) == tuple(steps)


@given(TEXTS, TEXTS)
def test_a_whole_new_text_is_the_smallest_edit(before: str, after: str) -> None:
    edit = difference(before, after)
    assert apply_edits(before, [edit]) == after
    replaced = before[edit.span.start : edit.span.end]
    assert not replaced or not edit.text or (replaced[0] != edit.text[0] and replaced[-1] != edit.text[-1])
