"""Which of some policies that hold would fail after a step: only those are asked that it may break, of what it touches.

What policies state of callers and objects is decided answer by answer; the rest says here what else it depends on.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final

from dial_lsp.access.prices import price_of
from dial_lsp.model.deployments import Model
from dial_lsp.policies.narrow_selectors import NarrowSelectors
from dial_lsp.policies.running import is_broken, is_of_whole, outcome
from dial_lsp.policies.selectors import Selectors
from dial_lsp.policies.statements import STATEMENTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from dial_lsp.access import Access, Subject
    from dial_lsp.access.known_costs import KnownCosts
    from dial_lsp.access.objects import Identity
    from dial_lsp.access.step import Step
    from dial_lsp.policies.policy import Policy

_OF_NAMED: Final = frozenset(("reaches", "reaches-none"))
"""Statements about no other objects than they name."""
_OF_PAIRS: Final = "roles-only-add"
"""What each role does to the others."""


class Noticing:
    """Policies that hold in one relation, and what each depends on."""

    def __init__(self, policies: Iterable[Policy], base: Selectors, costs: KnownCosts, today: date) -> None:
        """``base`` are the selectors over the relation, ``costs`` what it costs."""
        self._policies = tuple(policies)
        self._base, self._costs, self._today = base, costs, today
        self._named = [_named(policy, base) for policy in self._policies]
        self._who = [_who(policy, base) for policy in self._policies]

    def first_broken(self, after: Access, step: Step | None) -> Policy | None:
        """The first that fails in another relation, to which this is the step if one is known."""
        if step is None or not step.has_same_callers:
            whole = Selectors(after, self._base.groups)
            return next((each for each in self._policies if not outcome(each, whole, self._today).holds), None)
        asking = _Asking(self._base, step, self._costs, self._today)
        return next(filter(asking.is_broken, self._concerned(step)), None)

    def _concerned(self, step: Step) -> Iterator[Policy]:
        """Those that a step can break, in their order."""
        callers = frozenset(step.callers)
        numbers = set(self._always)
        for index, touched in ((self._by_caller, callers), (self._by_object, step.objects)):
            numbers.update(number for one in touched for number in index.get(one, ()))
        for number in sorted(numbers):
            who = self._who[number]
            if who is None or not who.isdisjoint(callers):
                yield self._policies[number]

    @cached_property
    def _always(self) -> Sequence[int]:
        """Those about no objects and no callers in particular."""
        return [number for number, named in enumerate(self._named) if named is None and self._who[number] is None]

    @cached_property
    def _by_caller(self) -> dict[object, list[int]]:
        """Those about callers in particular, and about no objects."""
        return _index(who if named is None else None for who, named in zip(self._who, self._named, strict=True))

    @cached_property
    def _by_object(self) -> dict[object, list[int]]:
        return _index(self._named)


class _Asking:
    """What is asked after one step, made when it is needed."""

    def __init__(self, base: Selectors, step: Step, costs: KnownCosts, today: date) -> None:
        self._base, self._step, self._costs, self._today = base, step, costs, today

    def is_broken(self, policy: Policy) -> bool:
        """Whether a policy that held fails now."""
        if self._has_other_prices and any(map(self._base.is_property, policy.every_selector)):
            return not outcome(policy, Selectors(self._step.after, self._base.groups), self._today).holds
        return is_broken(policy, self._selectors, self._today)

    def _selectors(self, name: str) -> Selectors:
        """Those for a statement or an invariant."""
        return self._of_whole if is_of_whole(name) else self._of_pairs if name == _OF_PAIRS else self._narrow

    @cached_property
    def _narrow(self) -> Selectors:
        return NarrowSelectors(self._base, self._step, self._costs)

    @cached_property
    def _of_whole(self) -> Selectors:
        return NarrowSelectors(self._base, self._step, self._costs, has_all_objects=True)

    @cached_property
    def _of_pairs(self) -> Selectors:
        return NarrowSelectors(self._base, self._step, self._costs, has_all_callers=True)

    @cached_property
    def _has_other_prices(self) -> bool:
        """Whether groups of what costs so much may hold something else."""
        pairs = ((old.served, new.served) for old, new in self._step.objects.values())
        return any(isinstance(group, dict) for group in self._base.groups.values()) and any(
            isinstance(old, Model) and isinstance(new, Model) and price_of(old) != price_of(new) for old, new in pairs
        )


def _index(every: Iterable[Iterable[object] | None]) -> dict[object, list[int]]:
    found: dict[object, list[int]] = {}
    for number, these in enumerate(every):
        for one in these or ():
            found.setdefault(one, []).append(number)
    return found


def _named(policy: Policy, base: Selectors) -> frozenset[Identity] | None:
    """The only objects that a policy is about; None if it may be about others."""
    stated = policy.values.keys() & STATEMENTS.keys()
    if any(map(is_of_whole, stated)) or policy.values.keys() & {"use", "reaches-only"}:
        return None
    of_scope = stated - _OF_NAMED
    is_named = policy.selectors("on") or (policy.selectors("reaches") and not of_scope & {"only", "never"})
    if of_scope and not is_named:
        return None
    texts = tuple(text for name in ("on", *_OF_NAMED) for text in policy.selectors(name))
    return None if any(map(base.is_property, texts)) else base.identities(texts)


def _who(policy: Policy, base: Selectors) -> frozenset[Subject] | None:
    """The only callers that a policy is about; None if it may be about others, or about any that nobody mentions."""
    texts = policy.selectors("who")
    if not texts or policy.values.keys() & {"only", "never"} or policy.values.get("use") == _OF_PAIRS:
        return None
    found = frozenset(base.subjects(texts))
    return found if found <= frozenset(base.callers) else None
