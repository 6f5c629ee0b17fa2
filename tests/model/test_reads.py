"""Who reads a value depends on what was read of it; and an edit says which reads give another result."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dial_lsp.model import reads
from dial_lsp.model.config import Config
from dial_lsp.model.values import Value
from dial_lsp.syntax import parse
from dial_lsp.text import Source

if TYPE_CHECKING:
    from collections.abc import Callable

    from dial_lsp.model.place import ConfigEntry


def entry(value: str, section: str = "models") -> ConfigEntry:
    config = Config.of([parse(Source("a.json", f'{{"{section}": {{"m": {value}}}}}'))])
    return config.sections[section].every["m"]


@pytest.mark.parametrize(
    ("read", "noted"),
    [
        (lambda value: value.member("a").raw, {"a"}),
        (lambda value: value.find(("a", "b")).raw, {"a"}),
        (lambda value: value.member("not there").raw, {"not there"}),
        (lambda value: value.field("displayName").raw, {"displayName", "display_name"}),
        (lambda value: list(value.members()), {reads.ALL}),
    ],
    ids=["a member", "a part of a member", "a member that is missing", "a field in each spelling", "all members"],
)
def test_who_reads_of_an_entry_depends_on_that_and_no_more(read: Callable[[Value], object], noted: set[str]) -> None:
    class Model(Value):
        TYPE = "Model"

    found = entry('{"a": {"b": 1}}')
    with reads.recording() as seen:
        read(Model(found, (), found.value))
    assert seen == {("models", name) for name in noted}


@pytest.mark.parametrize(
    ("before", "after", "changed"),
    [
        ('{"a": 1, "b": 2}', '{"a": 1, "b": 3}', {"b", reads.ALL}),
        ('{"a": 1, "b": 2}', '{"a": 1, "b": 2.0}', {"b", reads.ALL}),
        ('{"a": 1, "b": true}', '{"a": 1, "b": 1}', {"b", reads.ALL}),
        ('{"a": 1, "b": 2}', '{"b": 2, "a": 1}', {"a", "b", reads.ALL}),
        ('{"a": 1}', '{"a": 1, "b": 2}', {"b", reads.ALL}),
        ('{"a": 1}', '{"b": 2, "a": 1}', {"b", reads.ALL}),
        ('{"a": 1, "b": 2}', '{"b": 2}', {"a", reads.ALL}),
        ('{"a": 1, "b": 2}', '{"c": 3, "b": 2, "a": 1}', {"a", "b", "c", reads.ALL}),
        ('{"a": 1, "a": 1}', '{"a": 1}', {"a", reads.ALL}),
        ('{"a": 1}', '{ "a": 1 }', set()),
        ('{"a": 1}', "[1]", None),
        ("1", '{"a": 1}', None),
    ],
)
def test_an_edit_inside_an_entry_changes_reads(before: str, after: str, changed: set[str] | None) -> None:
    found = reads.changes_of(entry(before), entry(after))
    assert found == (None if changed is None else {("models", name) for name in changed})
