"""A rule says of a watched entry what it says of the entry itself, as long as nothing unknown matters to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from dial_lsp.engine.unknowns import watching
from dial_lsp.model.entries import TYPES, typed
from dial_lsp.model.place import ConfigEntry
from dial_lsp.rulekit.rule import EntryContext
from dial_lsp.rulekit.shapes import problems_of, shape_key
from dial_lsp.schema.versions import LATEST
from dial_lsp.settings import Settings
from tests.engine.test_silence import checks_for, written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dial_lsp.syntax.tree import Pointer

CONTEXT = EntryContext(Settings(), LATEST, "en")


@pytest.mark.parametrize("section", TYPES)
def test_what_is_certain_is_said(section: str) -> None:
    for entry in written(section):
        everything = frozenset(places(entry.value))
        for check in checks_for(section):
            found = {watching.said(finding) for finding in check.find(typed(entry), CONTEXT)}
            assert watching.certain(check, entry, CONTEXT, frozenset()) == found
            assert watching.certain(check, entry, CONTEXT, everything) <= found


@pytest.mark.parametrize("section", TYPES)
def test_rules_bear_a_watched_entry(section: str) -> None:
    for entry in written(section):
        value = watching._open(entry.value, frozenset(places(entry.value)), lambda: None)
        memo = {shape_key(CONTEXT): problems_of(entry, CONTEXT)}
        watched = ConfigEntry(entry.section, entry.name, value, entry.parts, entry.replaced, memo)
        for check in checks_for(section):
            messages = [finding.message for finding in check.find(typed(entry), CONTEXT)]
            assert [finding.message for finding in check.find(typed(watched), CONTEXT)] == messages


@pytest.mark.parametrize(
    ("ask", "told"),
    [
        (lambda roles: "admin" in roles, 1),
        (lambda roles: "reader" in roles, 0),
        (lambda roles: roles[0], 0),
        (lambda roles: roles[-1], 1),
        (list, 1),
        (len, 1),
    ],
    ids=["in, of what is not there", "in, of what is there", "the first", "the last", "all", "how many"],
)
def test_a_list_to_which_code_may_add_tells_what_depends_on_that(ask: Callable[[Any], object], told: int) -> None:
    notes: list[None] = []
    roles = watching._Elements(["reader"], lambda: notes.append(None), set(), is_open=True)
    ask(roles)
    assert min(len(notes), 1) == told


def places(value: Any, place: Pointer = ()) -> Iterator[Pointer]:
    yield place
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, part in parts:
        yield from places(part, (*place, step))
