"""After any edits, an updated document says what a fresh one says, and keeps every entry that was not touched."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.generate import generate
from dial_lsp.syntax import Document, Entry, incremental, lines_after, update
from dial_lsp.syntax.line_split import step_lines
from dial_lsp.syntax.slices import Slice, Step
from dial_lsp.text import Edit, Span
from tests.support.reading import SEEDS, TOKENS, described, read

if TYPE_CHECKING:
    from dial_lsp.syntax.chunks import State

PASTES = (
    *TOKENS, "", "", "",
    '"q": 1,\n', '"e": {\n      "x": 1\n    },\n    ', "}\n", "},\n", '  "new": {\n    "n": {}\n  },\n'
)  # fmt: skip

LAYOUTS = {
    "lines": generate(50_000),
    "minified": json.dumps(json.loads(generate(50_000)), separators=(",", ":")),
}


@st.composite
def edits(draw: st.DrawFn, text: str) -> list[Edit]:
    """One or two edits of a text: typing, pasting a piece of it, replacing, taking out, doubling a bracket or quote."""
    at = draw(st.integers(0, len(text)))
    kind = draw(st.sampled_from(["insert", "replace", "erase", "punctuation", "copy", "two"]))
    if kind == "punctuation":
        places = [place for place, character in enumerate(text) if character in '{}[]",:/*\n']
        if places:
            at = draw(st.sampled_from(places))
            return [Edit(Span(at, at + 1), draw(st.sampled_from(["", text[at] * 2, " ", "\\"])))]
    if kind == "copy":
        start = draw(st.integers(0, len(text)))
        return [Edit(Span(at, at), text[start : start + draw(st.integers(0, 80))])]
    if kind == "two":
        other = draw(st.integers(0, len(text)))
        if other != at:
            places = sorted((at, other))
            return [Edit(Span(place, place), draw(st.sampled_from(PASTES))) for place in places]
    length = 0 if kind == "insert" else draw(st.sampled_from([1, 2, 5, 40]))
    pasted = "" if kind == "erase" else draw(st.sampled_from(PASTES))
    return [Edit(Span(at, min(at + length, len(text))), pasted)]


@settings(max_examples=600)
@given(data=st.data())
def test_an_update_says_what_a_fresh_reading_says(data: st.DataObject) -> None:
    document = read(data.draw(st.sampled_from(sorted(SEEDS.values()))))
    for _ in range(data.draw(st.integers(1, 5))):
        document = update(document, data.draw(edits(document.source.text)))
        assert described(document) == described(read(document.source.text))


@settings(max_examples=200)
@given(data=st.data())
def test_no_entry_stands_in_two_places(data: st.DataObject) -> None:
    document = read(SEEDS["lines"])
    for _ in range(data.draw(st.integers(1, 5))):
        document = update(document, data.draw(edits(document.source.text)))
        assert len(set(entries(document))) == len(entries(document))


def test_entries_that_are_written_alike_stay_two_in_damaged_text() -> None:
    text = '{\n  "a":\n  {\n  \\  "b":\n    {\n      "x": 1\n    }\n "e": {"x": 1},\n }\n}\n'
    at = text.index("}\n}\n")
    document = update(read(text), (Edit(Span(at, at + 1), ""),))
    assert described(document) == described(read(document.source.text))


def test_the_last_mark_of_a_merge_conflict_changes_what_stands_before_it() -> None:
    text = '{\n \n=======\n"": {\n  }\n}\n  \n'
    at = text.index("  \n")
    document = update(read(text), (Edit(Span(at, at), "\n>>>>>>> c\n"),))
    assert described(document) == described(read(document.source.text))


@pytest.mark.parametrize(
    ("text", "span", "typed"),
    [
        ('{\n  "aword', Span(4, 5), "},\n"),
        ('{\n  "a": 1 \n', Span(11, 11), "} {"),
        ('{\n  "a":\n  {\n    "b":\n    {\n      "x":1\n  }\n\n', Span(30, 31), "}}} {"),
    ],
)
def test_a_bracket_closes_the_root_wherever_it_stands_in_its_line(text: str, span: Span, typed: str) -> None:
    document = update(read(text), (Edit(span, typed),))
    assert described(document) == described(read(document.source.text))


def test_no_edit_is_no_new_document() -> None:
    document = read(SEEDS["lines"])
    assert update(document, ()) is document


def test_overlapping_edits_are_refused() -> None:
    with pytest.raises(ValueError, match="overlap"):
        update(read("{}"), (Edit(Span(0, 2), ""), Edit(Span(1, 2), "x")))


def test_an_edit_in_one_entry_reads_one_entry_and_keeps_all_others(monkeypatch: pytest.MonkeyPatch) -> None:
    document = read(generate(500_000, comments=True))
    at = document.source.text.index('"type": "chat', 200_000) + len('"type": "chat')
    touched = document.entry_at(at)
    assert touched is not None

    made: list[str | None] = []
    real_entry = Slice.entry

    def counted(self: Slice, name: str | None, value: object, start: int, end: int) -> Entry:
        entry = real_entry(self, name, value, start, end)
        if entry not in old:
            made.append(name)
        return entry

    old = set(entries(document))
    monkeypatch.setattr(Slice, "entry", counted)
    monkeypatch.setattr(incremental, "split", None)  # reading the whole text again would fail
    changed = update(document, (Edit(Span(at, at), "x"),))

    assert made == [touched.name]
    assert old - set(entries(changed)) == {touched}
    assert len(set(entries(changed)) - old) == 1


@pytest.mark.parametrize("text", LAYOUTS.values(), ids=LAYOUTS)
def test_an_edit_at_the_end_of_the_file_reads_no_entry(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    document = read(text)
    monkeypatch.setattr(incremental, "split", None)  # reading the whole text again would fail
    changed = update(document, (Edit(Span(len(text), len(text)), "\n"),))
    assert entries(changed) == entries(document)


@pytest.mark.parametrize("typed", ["{", '"', "[", ",", "oops", '"half'])
def test_damage_and_repair_keep_all_other_entries(typed: str) -> None:
    document = read(generate(50_000))
    at = document.source.text.index('"pricing": {', 20_000)
    touched = document.entry_at(at)
    damaged = update(document, (Edit(Span(at, at), typed),))
    assert damaged.problems
    assert set(entries(document)) - set(entries(damaged)) <= {touched}
    repaired = update(damaged, (Edit(Span(at, at + len(typed)), ""),))
    assert not repaired.problems
    assert set(entries(document)) - set(entries(repaired)) == {touched}


def test_typing_in_a_damaged_file_reads_no_other_entry(monkeypatch: pytest.MonkeyPatch) -> None:
    document = read(generate(50_000))
    at = document.source.text.index('"pricing": {', 20_000)
    document = update(document, (Edit(Span(at, at), '"ne'),))
    monkeypatch.setattr(incremental, "split", None)  # reading the whole text again would fail
    before = set(entries(document))
    document = update(document, (Edit(Span(at + 3, at + 3), "w"),))
    assert len(before - set(entries(document))) == 1


@pytest.mark.parametrize("text", LAYOUTS.values(), ids=LAYOUTS)
def test_a_comment_that_is_opened_and_closed_reads_no_other_entry(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    document = read(text)
    before = set(entries(document))
    at = text.index('"displayName"', 20_000)
    end = text.index(",", at) + 1
    monkeypatch.setattr(incremental, "split", None)  # reading the whole text again would fail
    opened = update(document, (Edit(Span(at, at), "/*"),))
    assert [problem.code for problem in opened.problems] == ["unclosed-comment"]
    closed = update(opened, (Edit(Span(end + 2, end + 2), "*/"),))
    reopened = update(closed, (Edit(Span(end + 2, end + 4), ""),))
    repaired = update(reopened, (Edit(Span(at, at + 2), ""),))
    assert not repaired.problems
    for one in (opened, closed, reopened, repaired):
        assert len(before - set(entries(one))) == 1
        assert described(one) == described(read(one.source.text))


def test_an_address_that_lost_its_quote_hides_nothing_behind_it() -> None:
    text = LAYOUTS["minified"]
    document = read(text)
    for quote in ('":"http://apps', '"http://apps'):
        at = text.index(quote, 15_000)
        damaged = update(document, (Edit(Span(at, at + 1), ""),))
        assert len(set(entries(document)) - set(entries(damaged))) == 1
        assert [len(section.entries) for section in damaged.sections] == [len(one.entries) for one in document.sections]


@pytest.mark.parametrize("taken", ['":"http://apps', '"http://apps', '{"temperature', '"temperature'])
def test_damage_and_repair_on_one_line_read_no_other_entry(taken: str, monkeypatch: pytest.MonkeyPatch) -> None:
    text = LAYOUTS["minified"]
    document = read(text)
    at = text.index(taken, 15_000)
    monkeypatch.setattr(incremental, "split", None)  # reading the whole text again would fail
    damaged = update(document, (Edit(Span(at, at + 1), ""),))
    typed = update(damaged, (Edit(Span(at, at), "x"),))
    repaired = update(typed, (Edit(Span(at, at + 1), text[at]),))
    assert not repaired.problems
    for one in (damaged, typed, repaired):
        assert len(set(entries(document)) - set(entries(one))) == 1
        assert described(one) == described(read(one.source.text))


def test_the_first_damage_in_lines_reads_as_many_chunks_in_a_large_file_as_in_a_small_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    steps: list[int] = []
    for size in (50_000, 200_000):
        text = generate(size)
        document = read(text)
        at = text.index("{", text.index('"app-', size // 2))
        starts: list[int] = []

        def counted(part: Slice, start: int, state: State, starts: list[int] = starts) -> Step:
            starts.append(start)
            return step_lines(part, start, state)

        with monkeypatch.context() as patched:
            patched.setattr(lines_after, "step_lines", counted)
            following = update(document, (Edit(Span(at, at + 1), ""),))
        assert described(following) == described(read(following.source.text))
        steps.append(len(starts))
    assert 0 < steps[0] == steps[1]


def test_what_is_read_anew_knows_which_entries_were_replaced() -> None:
    text = LAYOUTS["minified"]
    document = read(text)
    at = text.index('"http://apps', 15_000)
    touched = document.entry_at(at)
    damaged = update(document, (Edit(Span(at, at + 1), ""),))
    assert [old for old, _ in damaged.replaced_since(document) or ()] == [touched]


def test_entries_that_change_places_are_no_replacement() -> None:
    """The whole text is written anew: the first entry gets the text of the second, which gets another."""
    first, second, third = ('"m": {"type": "chat"}', '"m": {"type": "embedding"}', '"m": {}')
    text = f'{{"models": {{{first}}}, "roles": {{}}, "models": {{{second}}}}}'
    after = f'{{"models": {{{second}}}, "roles": {{}}, "models": {{{third}}}}}'
    document = read(text)
    edited = update(document, (Edit(Span(0, len(text)), after),))
    assert edited.replaced_since(document) is None
    assert [edited.section_of(entry).entries for entry in entries(edited)] == [(entry,) for entry in entries(edited)]
    assert described(edited) == described(read(after))


def entries(document: Document) -> list[Entry]:
    return [entry for section in document.sections for entry in section.entries]


@settings(max_examples=20)
@given(st.lists(st.integers(0, 10_000), min_size=60, max_size=60))
def test_entries_that_come_and_go_many_times_stand_where_a_fresh_reading_finds_them(choices: list[int]) -> None:
    document = read(SEEDS["lines"])
    for number, choice in enumerate(choices):
        every = entries(document)
        if not every:
            break
        chosen = every[choice % len(every)]
        at = document.offset_of(chosen)
        if choice % 3 and len(every) > 4:
            edit = Edit(Span(at, document.source.text.index("\n", at + len(chosen.text)) + 1), "")
        else:
            edit = Edit(Span(at, at), f'"new {number}": {{"x": {number}}},\n    ')
        document = update(document, [edit])
        assert described(document) == described(read(document.source.text))
