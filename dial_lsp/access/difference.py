"""The semantic difference of two configs: what somebody may do in one that they may not, or less of, in the other.

It does not see formatting, comments, the order of members, or which of several merged files says a thing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from dial_lsp.access.because import Because
from dial_lsp.access.change import Change, State, combined
from dial_lsp.access.comparison import Comparison, finished
from dial_lsp.access.inner_calls import failing_dependencies
from dial_lsp.access.state_words import in_words
from dial_lsp.access.subjects import EVERYONE

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from dial_lsp.access.objects import Object
    from dial_lsp.access.relation import Access
    from dial_lsp.diagnostics import Effect

_EXPLAINED = {
    "grant": ("open", "closed", "has-role", "has-roles", "admitted", "not-admitted", "dropped", "shadowed"),
    "limit": ("limit", "default-limit", "unlimited", "denied-by-limit"),
}
"""By the kind of a change how the steps are called that explain it."""


@dataclass(frozen=True, slots=True)
class Difference:
    """All changes between two relations, in a fixed order; ``memo`` keeps what has been found out about them."""

    before: Access
    after: Access
    changes: tuple[Change, ...]
    comparison: Comparison = field(repr=False, compare=False)
    """For further relations that differ little from ``after``."""
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


def difference(before: Access, after: Access) -> Difference:
    """Everything that changed from one relation to the other. The two need not have anything in common."""
    return finished(in_steps(before, after))


def in_steps(before: Access, after: Access) -> Generator[None, None, Difference]:
    """The same with a break after each piece of work, for somebody who has other things to do in between."""
    comparison = Comparison(before)
    changes = yield from comparison.in_steps(after)
    return Difference(before, after, tuple(sorted(changes, key=_order)), comparison)


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
    elif change.kind == "dependencies" and state.object is not None and state.subject is not None:
        failing = failing_dependencies(access, state.object, state.subject.role_set)
        yield from (step for _, steps in failing for step in steps)
    elif change.kind == "serving" and state.object is not None and state.value:
        yield from _failing(access, state.object, change.field)
    elif state.at is not None:
        yield Because(change.kind, in_words(change, state.value), state.at)


def _failing(access: Access, found: Object, interface: str) -> tuple[Because, ...]:
    """Why calls of an object fail, or those of one interface."""
    if not interface:
        return access.problems(found)
    return next((calls.problems for calls in access.calls(found) if calls.interface == interface), ())
