"""The selectors of a policy file after a step: whom and what it may have given another answer, and nobody else."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from dial_lsp.access.worst_case import PERIODS
from dial_lsp.policies.selectors import Selectors

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from dial_lsp.access import Object, Subject
    from dial_lsp.access.known_costs import KnownCosts
    from dial_lsp.access.objects import Identity
    from dial_lsp.access.step import Step


class NarrowSelectors(Selectors):
    """Those over the relation after a step, which has the same callers.

    ``has_all_callers`` and ``has_all_objects`` say that the others are wanted, too.
    """

    def __init__(
        self,
        base: Selectors,
        step: Step,
        costs: KnownCosts,
        *,
        has_all_callers: bool = False,
        has_all_objects: bool = False,
    ) -> None:
        """``base`` are the selectors over the relation before, whose ``costs`` are known."""
        super().__init__(step.after, base.groups, base=base)
        self._before = base
        self._step = step
        self._costs = costs
        self._has_all_callers = has_all_callers
        self._has_all_objects = has_all_objects

    @cached_property
    def callers(self) -> tuple[Subject, ...]:
        """Every key, every role and anyone of whom an answer may be another."""
        return self._touched(self._before.callers)

    @cached_property
    def everything(self) -> tuple[Object, ...]:
        """Whatever can be called, as far as it is looked at."""
        now = self._step.objects
        if self._has_all_objects:
            return tuple(now[one.identity][1] if one.identity in now else one for one in self._before.everything)
        return tuple(found for _, found in now.values())

    def subjects(self, texts: tuple[str, ...]) -> tuple[Subject, ...]:
        """The callers of all these selectors."""
        if texts not in self._callers:
            self._callers[texts] = self._touched(self._before.subjects(texts))
        return self._callers[texts]

    def objects(self, texts: tuple[str, ...]) -> tuple[Object, ...]:
        """What can be called of all these selectors."""
        now = self._step.objects
        if self._has_all_objects:
            return tuple(now[one.identity][1] if one.identity in now else one for one in self._before.objects(texts))
        selected = self._before.identities(texts)
        return tuple(found for _, found in now.values() if found.identity in selected)

    def roles(self, texts: tuple[str, ...]) -> frozenset[str | None]:
        """The roles of the selectors that are of roles."""
        return self._before.roles(texts)

    def identities(self, texts: tuple[str, ...]) -> frozenset[Identity]:
        """What is selected, by what tells it from others."""
        return self._before.identities(texts)

    def may_cost_more(self, subject: Subject, amounts: Mapping[str, Decimal | None]) -> bool:
        """False where it is known that a caller does not cost more than these amounts by period."""
        lows = self._costs.after(self._step, self._step.was(subject))
        return lows is None or any(
            most is not None and lows[PERIODS.index(period)] > most for period, most in amounts.items()
        )

    def _touched(self, subjects: tuple[Subject, ...]) -> tuple[Subject, ...]:
        step = self._step
        return tuple(step.now(one) for one in subjects if self._has_all_callers or step.is_touched(one))
