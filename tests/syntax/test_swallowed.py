"""A closing brace is lost in text that is one line: the entry is told from those behind it by names."""

from __future__ import annotations

import json
import random

import pytest

from benchmarks.generate import generate
from dial_lsp.schema.fields import sections
from dial_lsp.syntax import Document, Entry, update
from dial_lsp.syntax.swallowed import ROOT_NAMES
from dial_lsp.text import Edit, Span
from tests.support.reading import described, read

VALUE = json.loads(generate(20_000))
LAYOUTS = {
    "minified": json.dumps(VALUE, separators=(",", ":")),
    "with blanks": json.dumps(VALUE),
    "sections of other names": json.dumps({f"my {name}": section for name, section in VALUE.items()}),
    "an entry with the name of a section": json.dumps({**VALUE, "roles": {**VALUE["roles"], "models": {}, "z": {}}}),
}


def entries(document: Document) -> list[Entry]:
    return [entry for section in document.sections for entry in section.entries]


def test_the_names_of_the_root_are_those_of_the_schema() -> None:
    assert set(sections()) == ROOT_NAMES


def test_the_entry_that_lost_its_brace_is_damaged_and_no_other_one() -> None:
    """All but the first of a section, which has none before it that tells what its fields are called."""
    text = LAYOUTS["minified"]
    document = read(text)
    others = [entry for section in document.sections for entry in section.entries[1:]]
    for entry in random.Random(1).sample(others, 30):
        end = document.offset_of(entry) + len(entry.text)
        damaged = update(document, [Edit(Span(end - 1, end), "")])
        names = [[one.name for one in section.entries] for section in damaged.sections]
        assert names == [[one.name for one in section.entries] for section in document.sections]
        assert set(entries(document)) - set(entries(damaged)) == {entry}
        assert len(damaged.problems) == 1


@pytest.mark.parametrize(
    ("text", "names", "at"),
    [
        ('{"models": {"m": {"type": "chat", "limits": {"a": 1}}, "roles": {"r": {}}}', ["m"], '{"type'),
        (
            '{"models": {"m": {"type": "chat"}, "n": {"type": "chat", "x": {"b": 1}}, "roles": {}}',
            ["m", "n"],
            '{"type": "chat", "x',
        ),
        (
            '{"models": {"m": {"type": "chat"}, "n": {"type": "chat", "o": {"type": "chat"}}, "roles": {}}',
            ["m", "n", "o"],
            '{"type": "chat", "o',
        ),
        ('{"roles": {"r": {}}, "models": {"m": {"type": "chat"}}', ["m"], '{"roles'),
    ],
    ids=["of a section", "behind an object that is a field", "before an entry", "at the end of the text"],
)
def test_where_a_bracket_is_missing_is_told_by_names(text: str, names: list[str], at: str) -> None:
    document = read(text)
    assert [
        entry.name for section in document.sections if section.name == "models" for entry in section.entries
    ] == names
    assert [(problem.code, problem.span.start) for problem in document.problems] == [
        ("unclosed-bracket", text.index(at))
    ]


@pytest.mark.parametrize("text", LAYOUTS.values(), ids=LAYOUTS)
def test_any_lost_bracket_is_read_as_in_a_fresh_reading_and_repaired(text: str) -> None:
    document = read(text)
    places = [at for at, character in enumerate(text) if character in "{}[]"]
    for at in random.Random(2).sample(places, 60):
        damaged = update(document, [Edit(Span(at, at + 1), "")])
        typed = update(damaged, [Edit(Span(at, at), " ")])
        repaired = update(typed, [Edit(Span(at, at + 1), text[at])])
        for one in (damaged, typed, repaired):
            assert described(one) == described(read(one.source.text))


@pytest.mark.parametrize("other", ["", "}", '"', "]", "{"])
def test_two_lost_brackets_are_read_as_in_a_fresh_reading(other: str) -> None:
    text = LAYOUTS["minified"]
    document = read(text)
    rng = random.Random(f"two {other}")
    places = [at for at, character in enumerate(text) if character == "}"]
    for _ in range(25):
        first, second = sorted(rng.sample(places, 2))
        once = update(document, [Edit(Span(second, second + 1), other)])
        twice = update(once, [Edit(Span(first, first + 1), "")])
        together = update(document, [Edit(Span(first, first + 1), ""), Edit(Span(second, second + 1), other)])
        for one in (once, twice, together):
            assert described(one) == described(read(one.source.text))
