"""Strings of entries: what the text says and what its tree says."""

from __future__ import annotations

from hypothesis import given, settings

from dial_lsp.syntax.strings import _in_text, _in_tree, strings_of
from tests.support.reading import nearly_json, read
from tests.support.texts import roots, texts


@settings(max_examples=200, deadline=None)
@given(text=roots.flatmap(texts))
def test_text_and_tree_of_a_sound_entry_hold_the_same_strings(text: str) -> None:
    for section in read(text).sections:
        for entry in section.entries:
            assert list(_in_text(entry)) == list(_in_tree(entry))


@settings(max_examples=300, deadline=None)
@given(text=nearly_json)
def test_strings_of_any_text_are_in_order_and_in_bounds(text: str) -> None:
    for section in read(text).sections:
        for entry in section.entries:
            done = 0
            for string in strings_of(entry):
                assert done <= string.start <= string.end <= len(entry.text)
                done = string.end


def test_a_string_knows_its_pointer() -> None:
    document = read('{"roles": {"r": {"limits": {"a\\u0062": {"day": "9"}}, "x": ["s", {"t": 1}, []]}}}')
    (entry,) = document.sections[0].entries
    assert [(one.pointer, one.is_name, one.value) for one in strings_of(entry)] == [
        ((), True, "r"),
        (("limits",), True, "limits"),
        (("limits", "ab"), True, "ab"),
        (("limits", "ab", "day"), True, "day"),
        (("limits", "ab", "day"), False, "9"),
        (("x",), True, "x"),
        (("x", 0), False, "s"),
        (("x", 1, "t"), True, "t"),
    ]
