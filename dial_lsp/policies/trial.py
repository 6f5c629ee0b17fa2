"""Policies over a relation that differs a little from the one they were asked of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.policies.running import is_broken, is_of_whole
from dial_lsp.policies.selectors import Selectors
from dial_lsp.policies.statements import STATEMENTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from dial_lsp.access import Access, Change
    from dial_lsp.access.objects import Identity
    from dial_lsp.policies.policy import Policy

_OF_NAMED = frozenset(("reaches", "reaches-none"))
"""Statements about no other objects than they name."""


class Trial:
    """The relation after a change; only what may answer otherwise then is asked again, where that decides."""

    def __init__(self, base: Selectors, after: Access, changes: Iterable[Change], today: date) -> None:
        """``base`` are the selectors over the relation before, ``changes`` all that differs from it."""
        self._today = today
        states = (state.object for each in changes for state in (each.before, each.after))
        self.objects = frozenset(found.identity for found in states if found is not None)
        self.whole = Selectors(after, base.groups, base=base)
        within = Selectors(after, base.groups, base=base, within=self.objects)
        self._within = within if self.objects else self.whole

    def first_broken(self, policies: Iterable[Policy]) -> Policy | None:
        """The first of policies that held and fails now."""
        asking = ((each, self.whole if is_of_whole(each) else self._within) for each in policies)
        return next((each for each, selectors in asking if is_broken(each, selectors, self._today)), None)


class Concerned:
    """Which of some policies a change can break, by the objects that they name; the others need not be asked."""

    def __init__(self, policies: Iterable[Policy], base: Selectors) -> None:
        """``base`` are the selectors over the relation before any change."""
        self._policies = tuple(policies)
        self._always: set[int] = set()
        self._naming: dict[Identity, list[int]] = {}
        for number, policy in enumerate(self._policies):
            named = _named(policy, base)
            if named is None:
                self._always.add(number)
            for identity in named or ():
                self._naming.setdefault(identity, []).append(number)

    def by(self, objects: frozenset[Identity]) -> Sequence[Policy]:
        """Those that a change of these objects' answers can break, in their order; all if none is known to change."""
        if not objects:
            return self._policies
        numbers = self._always.union(*(self._naming.get(each, ()) for each in objects))
        return [self._policies[number] for number in sorted(numbers)]


def _named(policy: Policy, base: Selectors) -> frozenset[Identity] | None:
    """The only objects that a policy is about; None if it may be about others."""
    if is_of_whole(policy) or policy.values.keys() & {"use", "reaches-only"}:
        return None
    of_scope = policy.values.keys() & STATEMENTS.keys() - _OF_NAMED
    is_named = policy.selectors("on") or (policy.selectors("reaches") and not of_scope & {"only", "never"})
    if of_scope and not is_named:
        return None
    texts = tuple(text for name in ("on", *_OF_NAMED) for text in policy.selectors(name))
    return None if any(map(base.is_property, texts)) else base.identities(texts)
