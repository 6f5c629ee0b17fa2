"""Grants and limits of two configs, object by object.

Single roles and pairs of roles stand for all callers. If some set of roles gets more, there is in it one role whose
limit is the reason and one that is let in, and these two alone get more as well; and one role does already, unless
the pair has a role that began or ceased to limit the object.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from dial_lsp.access.change import Change, ChangeKind, State, effect_of_numbers, effect_of_sets
from dial_lsp.access.limits import NO_LIMITS, Limits, counted_roles
from dial_lsp.access.pairing import Callers, Pair
from dial_lsp.access.subjects import EVERYONE, RoleSet, caller
from dial_lsp.diagnostics import Effect
from dial_lsp.model.access_control import WINDOWS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dial_lsp.access.objects import Object
    from dial_lsp.access.relation import Access

Objects = tuple["Object | None", "Object | None"]
Answer = tuple[bool, Limits]
Difference = tuple[ChangeKind, str, Effect, bool | int | None, bool | int | None]


def compare_object(before: Access, after: Access, objects: Objects, callers: Callers) -> Iterator[Change]:
    """What changed for an object: for anybody, for each role and key, and for pairs of roles where that differs."""
    if has_same_answers(before, after, objects):
        yield from _changes_of(before, after, objects, callers.moved)
        return
    found = list(_changes_of(before, after, objects, [Pair(EVERYONE, EVERYONE)]))
    yield from found
    for_all = {_essence(change) for change in found}
    seen = {(change.kind, change.field, change.effect) for change in found}
    for change in _changes_of(before, after, objects, (*callers.roles, *callers.keys)):
        if change.about != EVERYONE.label and _essence(change) not in for_all:
            seen.add((change.kind, change.field, change.effect))
            yield change
    for change in _changes_of(before, after, objects, _together(before, after, objects)):
        if (change.kind, change.field, change.effect) not in seen:
            seen.add((change.kind, change.field, change.effect))
            yield change


def has_same_answers(before: Access, after: Access, objects: Objects) -> bool:
    """Whether every set of roles is given the same answer by both."""
    old, new = objects
    if old is None or new is None:
        return False
    left, right = before.column(old), after.column(new)
    return left is right or (
        old.allowed == new.allowed
        and old.shadowed_by == new.shadowed_by
        and left.entries == right.entries
        and left.asked == right.asked
    )


def _essence(change: Change) -> object:
    return (change.kind, change.field, change.before.value, change.after.value)


def _changes_of(before: Access, after: Access, objects: Objects, pairs: Iterable[Pair]) -> Iterator[Change]:
    old, new = objects
    what = new.label if new is not None else old.label if old is not None else ""
    known: dict[tuple[RoleSet, RoleSet], tuple[Difference, ...]] = {}
    for pair in pairs:
        roles = (pair.before.role_set, pair.after.role_set)
        if roles not in known:
            known[roles] = tuple(_differences(_answer(before, old, roles[0]), _answer(after, new, roles[1])))
        for kind, field, effect, value_before, value_after in known[roles]:
            states = State(value_before, pair.before, old), State(value_after, pair.after, new)
            yield Change(kind, pair.label, what, field, effect, *states)


def _answer(access: Access, found: Object | None, roles: RoleSet) -> Answer:
    """Whether callers with these roles are let in, and their limits as far as Core asks for them."""
    if found is None:
        return False, NO_LIMITS
    verdict = access.column(found).verdict(roles)
    return verdict.granted, verdict.limits


def _differences(before: Answer, after: Answer) -> Iterator[Difference]:
    if before[0] != after[0]:
        yield "grant", "", effect_of_sets(gains=after[0], loses=before[0]), before[0], after[0]
    elif before[0] and before[1].values != after[1].values:
        for window in WINDOWS:
            low, high = before[1].window(window), after[1].window(window)
            if low != high:
                yield "limit", window, effect_of_numbers(low, high), low, high


def _together(before: Access, after: Access, objects: Objects) -> Iterator[Pair]:
    """Pairs of a role that began or ceased to limit the object with each role that limits or may call it."""
    old, new = objects
    if old is None or new is None:
        return
    left = counted_roles(old.allowed, frozenset(before.column(old).entries))
    right = counted_roles(new.allowed, frozenset(after.column(new).entries))
    admitted = (old.allowed or frozenset()) | (new.allowed or frozenset())
    for role, other in product(sorted(left ^ right, key=str), sorted(left | right | admitted, key=str)):
        if role != other:
            both = caller(sorted((role, other), key=str))
            yield Pair(both, both)
