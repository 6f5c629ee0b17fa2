"""What callers may cost at least in the worst case after a step: the sums before it, with what it touched exchanged."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from dial_lsp.access.worst_case import EXACT, PERIODS, cost_bounds, model_cost, worst_case
from dial_lsp.model.deployments import Model

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dial_lsp.access.column import Column
    from dial_lsp.access.objects import Object
    from dial_lsp.access.relation import Access
    from dial_lsp.access.spend import Cost
    from dial_lsp.access.step import Step
    from dial_lsp.access.subjects import RoleSet, Subject
    from dial_lsp.access.worst_case import Bounds

Lows = tuple[Decimal, ...]
_NOTHING: Lows = (Decimal(0),) * len(PERIODS)


class _Sums(NamedTuple):
    """What the models cost together that their own limits bound, and how many they do not."""

    bounded: Lows = _NOTHING
    unbounded: int = 0

    def plus(self, costs: Iterable[_Sums]) -> _Sums:
        bounded, unbounded = self
        for more, others in costs:
            if more is not _NOTHING:
                bounded = tuple(map(EXACT.add, bounded, more))
            unbounded += others
        return _Sums(bounded, unbounded)

    def minus(self, costs: Iterable[_Sums]) -> _Sums:
        return self.plus(_Sums(_negative(less), -others) for less, others in costs)


class KnownCosts:
    """The sums of one relation, by caller."""

    def __init__(self, before: Access) -> None:
        self._before = before
        self._sums: dict[Subject, _Sums] = {}
        self._limits: dict[Subject, tuple[Cost, Lows | None]] = {}
        self._of_step: tuple[Step, list[_OfModel], list[_OfModel]] | None = None

    def after(self, step: Step, subject: Subject) -> Lows | None:
        """What a caller of the relation before may cost after the step, by period as ``Bound.low``.

        None where nothing bounds it.
        """
        before, now = self._before, step.now(subject)
        was, limits = self._limited(subject)
        if now is not subject or step.after.cost_entries is not before.cost_entries:
            cost = step.after.cost(now)
            limits = _lows(cost_bounds(cost))
            if cost.fails != was.fails:
                return _lows(worst_case(step.after, now).bounds)
        if was.fails or not before.is_alive(subject):
            return _NOTHING
        bounded, unbounded = self._models_after(step, subject, now)
        if limits is None:
            return None if unbounded else bounded
        return limits if unbounded else tuple(map(min, bounded, limits))

    def _models_after(self, step: Step, subject: Subject, now: Subject) -> _Sums:
        if self._of_step is None or self._of_step[0] is not step:
            pairs = [pair for pair in step.objects.values() if isinstance(pair[0].served, Model)]
            olds = [_OfModel(self._before, old) for old, _ in pairs]
            self._of_step = step, olds, [_OfModel(step.after, new) for _, new in pairs]
        _, olds, news = self._of_step
        if subject not in self._sums:
            self._sums[subject] = _Sums().plus(model.cost(subject.role_set) for model in self._models)
        sums = self._sums[subject].minus(model.cost(subject.role_set) for model in olds)
        return sums.plus(model.cost(now.role_set) for model in news)

    @cached_property
    def _models(self) -> list[_OfModel]:
        return [_OfModel(self._before, found) for found in self._before.objects if isinstance(found.served, Model)]

    def _limited(self, subject: Subject) -> tuple[Cost, Lows | None]:
        if subject not in self._limits:
            cost = self._before.cost(subject)
            self._limits[subject] = cost, _lows(cost_bounds(cost))
        return self._limits[subject]


class _OfModel:
    """What calls of an object cost, asked once for callers of whom the same roles count."""

    def __init__(self, access: Access, found: Object) -> None:
        self._access, self._found = access, found
        self._column: Column = access.column(found)
        self._known: dict[RoleSet, _Sums] = {}

    def cost(self, roles: RoleSet) -> _Sums:
        counted = roles & self._column.relevant
        if counted not in self._known:
            cost = model_cost(self._access, self._found, self._column.verdict(counted))
            bounds = None if cost is None else cost.bounds
            self._known[counted] = _Sums(_lows(bounds) or _NOTHING, int(cost is not None and bounds is None))
        return self._known[counted]


def _lows(bounds: Bounds | None) -> Lows | None:
    return None if bounds is None else tuple(bound.low for bound in bounds)


def _negative(lows: Lows) -> Lows:
    return lows if lows is _NOTHING else tuple(low.copy_negate() for low in lows)
