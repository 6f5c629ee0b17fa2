"""The semantic difference of two configs: what somebody may do in one that they may not, or less of, in the other.

It does not see formatting, comments, the order of members, or which of several merged files says a thing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from dial_lsp.access.because import Because
from dial_lsp.access.change import Change, State, combined
from dial_lsp.access.compare_callers import compare_keys, compare_roles, compare_sharing, compare_spending
from dial_lsp.access.compare_grants import compare_object
from dial_lsp.access.compare_prices import compare_prices
from dial_lsp.access.compare_requests import compare_precedence, compare_ways
from dial_lsp.access.compare_schedules import compare_schedules
from dial_lsp.access.pairing import Callers, pair_keys, pair_objects, pair_roles
from dial_lsp.access.subjects import EVERYONE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.access.change import ChangeKind
    from dial_lsp.access.column import Column
    from dial_lsp.access.objects import Object
    from dial_lsp.access.relation import Access
    from dial_lsp.diagnostics import Effect

_EXPLAINED = {
    "grant": ("open", "closed", "has-role", "has-roles", "admitted", "not-admitted", "dropped", "shadowed"),
    "limit": ("limit", "default-limit", "unlimited", "denied-by-limit"),
}


@dataclass(frozen=True, slots=True)
class Difference:
    """All changes between two relations, in a fixed order; ``memo`` keeps what has been found out about them."""

    before: Access
    after: Access
    changes: tuple[Change, ...]
    memo: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def effect(self) -> Effect:
        """What all changes do together."""
        return combined(change.effect for change in self.changes)

    def because(self, change: Change) -> tuple[tuple[Because, ...], tuple[Because, ...]]:
        """Why it was so before, and why it is so after."""
        return (
            tuple(_reasons(self.before, change, change.before)),
            tuple(_reasons(self.after, change, change.after)),
        )


class Compared:
    """What was found of single objects, for further relations that share their columns with one compared before."""

    def __init__(self) -> None:
        self._callers: Callers | None = None
        self._found: dict[object, tuple[Column | None, Column | None, Callers, tuple[Change, ...]]] = {}

    def grants(
        self, before: Access, after: Access, pair: tuple[Object | None, Object | None], callers: Callers
    ) -> tuple[Change, ...]:
        """The changes of one object; ``callers`` are those of ``as_before``."""
        old, new = pair
        columns = before.column(old) if old else None, after.column(new) if new else None
        identity = next(found.identity for found in (new, old) if found is not None)
        known = self._found.get(identity)
        if known is not None and known[0] is columns[0] and known[1] is columns[1] and known[2] is callers:
            return known[3]
        changes = tuple(compare_object(before, after, pair, callers))
        self._found[identity] = (*columns, callers, changes)
        return changes

    def as_before(self, callers: Callers) -> Callers:
        """The same callers, as the object of the last time if they were the same then."""
        if callers != self._callers:
            self._callers = callers
        return self._callers or callers


def difference(before: Access, after: Access, compared: Compared | None = None) -> Difference:
    """Everything that changed from one relation to the other. The two need not have anything in common."""
    changes = sorted(_changes(before, after, compared or Compared()), key=_order)
    return Difference(before, after, tuple(changes))


def _changes(before: Access, after: Access, compared: Compared) -> Iterator[Change]:
    pairing = pair_keys(before, after)
    callers = compared.as_before(Callers.of(pair_roles(before, after), pairing.both))
    objects = tuple(pair_objects(before, after))
    yield from compare_keys(before, after, pairing)
    yield from compare_roles(before, after)
    yield from compare_ways(before, after, objects)
    for pair in objects:
        yield from compared.grants(before, after, pair, callers)
    yield from compare_precedence(before, after)
    yield from compare_prices(before, after, objects)
    yield from compare_schedules(before, after)
    yield from compare_spending(before, after, (*callers.roles, *callers.keys))
    yield from compare_sharing(before, after, (*callers.roles, *callers.keys))


def _order(change: Change) -> tuple[object, ...]:
    states = sorted((repr(change.before.value), repr(change.after.value)))
    return (change.what, change.kind, change.field, change.about != EVERYONE.label, change.about, states)


def _reasons(access: Access, change: Change, state: State) -> Iterator[Because]:
    kinds = _EXPLAINED.get(change.kind, ())
    if kinds and state.subject is not None:
        if state.object is None:
            yield Because("absent", f"there is no {change.what}")
            return
        yield from (step for step in access.because(state.subject, state.object) if step.kind in kinds)
    elif state.at is not None:
        yield Because(change.kind, _in_words(change.kind, state.value), state.at)


def _in_words(kind: ChangeKind, value: object) -> str:
    """A value as people write it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None or value == []:
        return "none"
    if isinstance(value, list):
        return ", ".join("null" if one is None else str(one) for one in value)
    return f'role "{value}"' if kind == "power" else str(value)
