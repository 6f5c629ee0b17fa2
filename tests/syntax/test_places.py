"""From places to parts of the tree and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dial_lsp.syntax import Document, Entry, Member
from dial_lsp.syntax.tree import Pointer, find, find_member, node_at, pointer_at
from tests.support.reading import read

if TYPE_CHECKING:
    from dial_lsp.text import Span

TEXT = """{
  // Roles and one list.
  "roles": {
    "admin": {"limits": {"m": {"day": 5}}, "list": [1, {"x": true}], "x": 1, "x": 2}
  },
  "globalInterceptors": ["a", "b"]
}
"""


@pytest.fixture
def document() -> Document:
    return read(TEXT)


@pytest.fixture
def admin(document: Document) -> Entry:
    return document.sections[0].entries[0]


def shown(document: Document, span: Span) -> str:
    return document.source.text[span.start : span.end]


@pytest.mark.parametrize(
    ("pointer", "expected"),
    [
        ((), (TEXT[TEXT.index('{"limits') : TEXT.index("\n  },")], '"admin"', None)),
        (("limits", "m", "day"), ("5", '"day"', '"day": 5')),
        (("list", 1, "x"), ("true", '"x"', '"x": true')),
        (("list", 0), ("1", "1", "1")),
        (("x",), ("2", '"x"', '"x": 2')),
        (("limits", "m", "minute"), ('{"day": 5}', '"m"', '"m": {"day": 5}')),
        (("nothing", 3), (TEXT[TEXT.index('{"limits') : TEXT.index("\n  },")], '"admin"', None)),
    ],
)
def test_spans_of_pointers(
    document: Document, admin: Entry, pointer: Pointer, expected: tuple[str, str, str | None]
) -> None:
    value, key, member = expected
    assert shown(document, document.span_of(admin, pointer)) == value
    assert shown(document, document.span_of(admin, pointer, "key")) == key
    assert shown(document, document.span_of(admin, pointer, "member")) == (member or admin.text)


def test_spans_of_sections(document: Document) -> None:
    roles, interceptors = document.sections
    assert shown(document, document.section_span(roles, "key")) == '"roles"'
    assert shown(document, document.section_span(roles, "value")).startswith('{\n    "admin"')
    assert shown(document, document.section_span(roles, "member")).endswith("}\n  }")
    assert shown(document, document.section_span(interceptors, "value")) == '["a", "b"]'


def test_a_section_that_is_no_object_is_one_entry(document: Document) -> None:
    section = document.sections[1]
    assert (section.kind, [entry.name for entry in section.entries]) == ("array", [None])
    assert section.entries[0].value == ["a", "b"]
    assert shown(document, document.span_of(section.entries[0], (1,))) == '"b"'


def test_entries_by_offset(document: Document, admin: Entry) -> None:
    start = TEXT.index('"admin"')
    assert document.offset_of(admin) == start
    assert document.entry_at(start) is admin
    assert document.entry_at(start + len(admin.text)) is admin
    assert document.entry_at(start - 1) is None
    assert document.entry_at(TEXT.index('"b"')) is document.sections[1].entries[0]
    assert document.entry_at(len(TEXT)) is None
    assert document.section_of(admin) is document.sections[0]


def test_an_entry_of_another_document_has_no_place(document: Document) -> None:
    with pytest.raises(KeyError):
        document.offset_of(read(TEXT).sections[0].entries[0])


@pytest.mark.parametrize(
    ("text", "pointer"),
    [("5}}", ("limits", "m", "day")), ('day"', ("limits", "m", "day")), ("true", ("list", 1, "x")), ('admin"', ())],
)
def test_pointers_by_offset(document: Document, admin: Entry, text: str, pointer: Pointer) -> None:
    offset = TEXT.index(text) - document.offset_of(admin)
    assert pointer_at(admin.tree, offset) == pointer


def test_paths_by_offset(admin: Entry) -> None:
    path = node_at(admin.tree, admin.text.index("true"))
    assert [type(part).__name__ for part in path] == [
        "Member", "ObjectNode", "Member", "ArrayNode", "ObjectNode", "Member", "LiteralNode",
    ]  # fmt: skip
    assert node_at(admin.tree, len(admin.text) + 1) == ()


def test_the_last_duplicate_is_found(admin: Entry) -> None:
    member = find_member(admin.tree, ("x",))
    assert isinstance(member, Member)
    assert member.value is find(admin.tree, ("x",))
    assert member.value is not None
    assert member.value.value == 2


def test_nothing_is_found_where_nothing_is(admin: Entry) -> None:
    assert find(admin.tree, ("list", 7)) is None
    assert find(admin.tree, ("list", "x")) is None
    assert find(admin.tree, ("x", "y")) is None
    assert find_member(admin.tree, ("list", 0)) is None


def test_the_values_of_a_half_typed_member_are_its_end() -> None:
    document = read('{\n  "roles": {\n    "a":\n  }\n}')
    entry = document.sections[0].entries[0]
    assert shown(document, document.span_of(entry, (), "key")) == '"a"'
    assert shown(document, document.span_of(entry)) == '"a"'
