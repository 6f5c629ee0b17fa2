"""Which edit of the files makes which change: each is taken back alone, and what then is no change was made by it.

A change that vanishes with one edit only is that edit's. One that vanishes with any of several needs them all, and one
that vanishes with none of them has more than one reason; both are told of as made together.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dial_lsp.access.change import combined
from dial_lsp.access.comparison import Comparison
from dial_lsp.access.edits import edits_between
from dial_lsp.access.renames import Step, steps_of
from dial_lsp.access.taken_back import shared, without

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from dial_lsp.access.change import Change, State
    from dial_lsp.access.difference import Difference
    from dial_lsp.access.relation import Access
    from dial_lsp.diagnostics import Effect

MOST = 100
"""Of more edits than these, those of one entry are taken back together, and of still more those of one section."""


@dataclass(frozen=True, slots=True)
class Cause:
    """Edits, and the changes that they make: one step alone, or several together."""

    steps: tuple[Step, ...]
    changes: tuple[Change, ...]

    @property
    def effect(self) -> Effect:
        """What all its changes do."""
        return combined(change.effect for change in self.changes)


def causes_of(found: Difference) -> tuple[Cause, ...]:
    """The causes of a difference, each change in exactly one of them; edits that change nothing are left out.

    Causes of one step come first, in the order of the files, then those of several.
    """
    before, after = found.before, found.after
    if not found.changes:
        return ()
    steps = _few(steps_of(edits_between(before.config, after.config), (_named_roles(before), _named_roles(after))))
    if len(steps) <= 1:
        return (Cause(steps, found.changes),)
    made = _made_by(found, steps)
    groups: dict[tuple[int, ...], list[Change]] = {(at,): [] for at in range(len(steps))}
    for change in found.changes:
        groups.setdefault(made[identity(change)], []).append(change)
    return tuple(
        Cause(tuple(steps[at] for at in numbers), tuple(changes)) for numbers, changes in groups.items() if changes
    )


def _named_roles(access: Access) -> frozenset[str]:
    """All roles that a config names, declared or not."""
    return frozenset(name for subject in access.roles for name in subject.roles if name is not None)


def identity(change: Change) -> Hashable:
    """What makes a change the same in another config.

    Keys count by their secrets, for their positions may move, and by the earlier one, for it may be replaced besides.
    """
    return (
        change.kind,
        change.what,
        change.field,
        change.effect,
        repr(change.before.value),
        repr(change.after.value),
        _subject(change.before) or _subject(change.after),
    )


def _subject(state: State) -> Hashable:
    if state.subject is None:
        return None
    key = state.subject.key
    return (state.subject.label,) if key is None else (key.entry.name, state.subject.project)


def _made_by(found: Difference, steps: Sequence[Step]) -> dict[Hashable, tuple[int, ...]]:
    """By identity of a change the numbers of the steps without which it would be none."""
    before, after = found.before, found.after
    made: dict[Hashable, tuple[int, ...]] = {identity(change): () for change in found.changes}
    config = shared(before.config, after.config)
    if config is after.config:
        whole, comparison, first = after, found.comparison, list(found.changes)
    else:
        whole, comparison = after.after(config, before.kept), Comparison(before)
        first = list(comparison.changes(whole))
    known = {id(change): identity(change) for change in first}  # what is not compared anew stays the same object
    for at, step in enumerate(steps):
        rest = whole.after(without(before.config, config, step.edits))
        left = {known.get(id(change)) or identity(change) for change in comparison.changes(rest)}
        for change in made.keys() - left:
            made[change] = (*made[change], at)
    return made


def _few(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """The steps, joined by entry and then by section where there are too many."""
    for depth in (2, 1):
        if len(steps) > MOST:
            joined: dict[object, list[Step]] = {}
            for at, step in enumerate(steps):
                joined.setdefault(at if step.renamed else step.first.path[:depth], []).append(step)
            steps = tuple(
                found[0] if len(found) == 1 else Step(tuple(edit for step in found for edit in step.edits))
                for found in joined.values()
            )
    return steps
