"""Files merge as Core merges them; the cases restate what was seen on Core's own reader."""

from __future__ import annotations

from typing import Any

import pytest

from dial_lsp.model.config import Config
from dial_lsp.model.merge import Merging
from dial_lsp.model.place import Place
from dial_lsp.syntax import parse, update
from dial_lsp.text import Edit, Source, Span


def config(*texts: str, **how: bool) -> Config:
    documents = [parse(Source(f"{number}.json", text)) for number, text in enumerate(texts, 1)]
    return Config.of(documents, merging=Merging(**how))


def plain(merged: Config) -> dict[str, Any]:
    return {
        name: section.whole.value if section.whole else {entry.name: entry.value for entry in section.entries}
        for name, section in merged.sections.items()
    }


CASES = [
    ("objects merge at every level", ['{"a": {"x": {"p": {"q": 1}}}}', '{"a": {"x": {"p": {"r": 2}}}}'],
     {"a": {"x": {"p": {"q": 1, "r": 2}}}}),
    ("lists are appended, twins kept", ['{"a": {"x": {"l": ["p"]}}}', '{"a": {"x": {"l": ["p", "q"]}}}'],
     {"a": {"x": {"l": ["p", "p", "q"]}}}),
    ("an empty list appends nothing",
     ['{"a": {"x": {"l": ["p"]}}}', '{"a": {"x": {"l": []}}}'],
     {"a": {"x": {"l": ["p"]}}}),
    ("a later scalar wins", ['{"a": {"x": {"n": 1}}}', '{"a": {"x": {"n": 2}}}'], {"a": {"x": {"n": 2}}}),
    ("null replaces", ['{"a": {"x": {"n": {"m": 1}}}}', '{"a": {"x": {"n": null}}}'], {"a": {"x": {"n": None}}}),
    ("null in a middle file resets", ['{"l": ["p"]}', '{"l": null}', '{"l": ["q"]}'], {"l": ["q"]}),
    ("sections of one file merge deeply", ['{"a": {"x": {"l": [1], "n": 1}}, "a": {"x": {"l": [2], "m": 2}}}'],
     {"a": {"x": {"l": [1, 2], "n": 1, "m": 2}}}),
    ("inside a section the last entry wins whole", ['{"a": {"x": {"n": 1}, "x": {"m": 2}}}'], {"a": {"x": {"m": 2}}}),
    ("unless the section was there before", ['{"a": {}}', '{"a": {"x": {"n": 1}, "x": {"m": 2}}}'],
     {"a": {"x": {"n": 1, "m": 2}}}),
    ("members of an entry that was there merge, twins too",
     ['{"a": {"x": {"o": {"n": 1}}}}', '{"a": {"x": {"o": {"p": 1}, "o": {"q": 2}}}}'],
     {"a": {"x": {"o": {"n": 1, "p": 1, "q": 2}}}}),
    ("elements of lists are always new", ['{"a": {"x": {"l": [{"n": 1}]}}}', '{"a": {"x": {"l": [{"m": 1, "m": 2}]}}}'],
     {"a": {"x": {"l": [{"n": 1}, {"m": 2}]}}}),
    ("the file null changes nothing", ['{"a": {"x": {}}}', "null"], {"a": {"x": {}}}),
    ("text after the root is not read", ['{"a": {"x": {}}} {"b": {}}'], {"a": {"x": {}}}),
]  # fmt: skip


@pytest.mark.parametrize(("files", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_files_merge(files: list[str], expected: dict[str, Any]) -> None:
    assert plain(config(*files)) == expected


def test_lists_are_replaced_when_core_is_told_so() -> None:
    merged = config('{"a": {"x": {"l": ["p"]}}, "g": [1]}', '{"a": {"x": {"l": []}}, "g": [2]}', overwrite_arrays=True)
    assert plain(merged) == {"a": {"x": {"l": []}}, "g": [2]}


def test_a_file_read_first_has_plain_last_wins() -> None:
    merged = config('{"a": {"x": {"n": 1}}, "a": {"y": {"m": 2}}}', file_first=True)
    assert plain(merged) == {"a": {"y": {"m": 2}}}


def test_every_value_knows_its_file() -> None:
    first = '{"models": {"m": {"upstreams": [{"key": "a"}], "weight": 1}}}'
    second = '{"models": {"m": {"upstreams": [{"key": "b"}], "weight": 2}}}'
    merged = config(first, second)
    (entry,) = merged.sections["models"].entries

    def where(*pointer: str | int) -> tuple[str, str]:
        location = merged.locate(Place(entry, pointer))
        return location.source.path, location.source.text[location.span.start : location.span.end]

    assert where("upstreams", 0, "key") == ("1.json", '"a"')
    assert where("upstreams", 1, "key") == ("2.json", '"b"')
    assert where("weight") == ("2.json", "2")


def test_an_untouched_entry_is_the_same_object_again() -> None:
    document = parse(Source("1.json", '{"models": {"m": {}, "n": {}}}'))
    before = Config.of([document])
    after = Config.of([document], previous=before)
    assert [id(entry) for entry in before.entries()] == [id(entry) for entry in after.entries()]


def test_a_file_read_first_merges_its_last_twins_into_earlier_files() -> None:
    first = '{"a": {"x": {"o": {"n": 1}}}}'
    second = '{"a": {"x": {"o": {"p": 1}}, "x": {"o": {"q": 1, "q": 2}}}}'
    assert plain(config(first, second, file_first=True)) == {"a": {"x": {"o": {"n": 1, "q": 2}}}}


@pytest.mark.parametrize(
    ("overlay", "edited"),
    [("null", '{"b": 2}'), ('{"b": 2}', "null"), ("[2]", '{"b": 2}'), ('{"b": 2}', "[2]"), ("1", "[2]"), ("1", "2"),
     ("", "1"), ("", "[2]"), ('{"b": 2}', "")],
)  # fmt: skip
@pytest.mark.parametrize("base", ['{"a": 1}', "[1]"])
def test_an_edit_that_changes_the_kind_of_an_entry_changes_what_is_merged_with_it(
    base: str, overlay: str, edited: str
) -> None:
    first = parse(Source("0.json", '{"models": {"m": %s}}' % base))  # noqa: UP031 -- braces
    texts = ['{"models": {"m": %s}}' % value for value in (overlay, edited)]  # noqa: UP031
    before = Config.of([first, parse(Source("1.json", texts[0]))])
    start = texts[0].index(": ", texts[0].index('"m"')) + 2
    second = update(before.documents[1], [Edit(Span(start, start + len(overlay)), edited)])
    after = Config.of([first, second], previous=before)
    fresh = Config.of([first, parse(Source("1.json", texts[1]))])
    assert [entry.value for entry in after.entries()] == [entry.value for entry in fresh.entries()]
    assert [len(entry.parts) for entry in after.entries()] == [len(entry.parts) for entry in fresh.entries()]
