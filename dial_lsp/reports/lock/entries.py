"""Which of the entries of roles matter.

A caller with several roles gets by each field the maximum of what their entries say, one without any entry what the
role ``default`` says. So an entry that says no more than ``default`` does, and no more than any other, changes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from dial_lsp.access.limits import NO_LIMITS, effective
from dial_lsp.access.share import effective_share
from dial_lsp.access.spend import effective_cost
from dial_lsp.model.access_control import DEFAULT_ROLE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dial_lsp.access.limits import LimitEntry
    from dial_lsp.access.share import ShareEntry
    from dial_lsp.access.spend import CostEntry
    from dial_lsp.access.subjects import RoleSet

T = TypeVar("T")


def limits_that_matter(entries: Mapping[str, LimitEntry], allowed: RoleSet | None) -> frozenset[str]:
    """The roles whose limits for one name some caller would miss, or be glad to miss; ``allowed`` are let in."""
    counted = {role: entry for role, entry in entries.items() if allowed is None or role in allowed}
    usual = effective(entries, ()).values
    matter = set()
    for role, entry in counted.items():
        instead = NO_LIMITS.values if role == DEFAULT_ROLE else usual
        others = (other.values for name, other in counted.items() if name != role)
        if entry.values != instead or any(_exceeds(entry.values, other) for other in others):
            matter.add(role)
    return frozenset(matter)


def _exceeds(these: tuple[int, ...], others: tuple[int, ...]) -> bool:
    return any(this > other for this, other in zip(these, others, strict=True))


def costs_that_matter(entries: Mapping[str, CostEntry]) -> frozenset[str]:
    """The same of spending limits, for which all roles count."""
    return _matter(
        entries, lambda known, roles: (effective_cost(known, roles).values, effective_cost(known, roles).fails)
    )


def shares_that_matter(entries: Mapping[str, ShareEntry], resource: str) -> frozenset[str]:
    """The same of limits of sharing one type of resource, for which the order of roles counts, too."""
    return _matter(
        entries,
        lambda known, roles: [
            (found.users, found.ttl)
            for order in (roles, roles[::-1])
            for found in (effective_share((known[role] for role in order if role in known), resource),)
        ],
    )


def _matter(entries: Mapping[str, T], answer: Callable[[Mapping[str, T], tuple[str, ...]], object]) -> frozenset[str]:
    """The roles without whose entry one of them, or it and another, would be answered otherwise."""
    kept = dict(entries)
    for role in sorted(entries):
        without = {name: entry for name, entry in kept.items() if name != role}
        callers = [("",), (role,), *((role, other) for other in without)]
        if all(answer(kept, roles) == answer(without, roles) for roles in callers):
            kept = without
    return frozenset(kept)
