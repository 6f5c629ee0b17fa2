"""What a caller may cost at worst, in USD: by the hour, the day and the month.

Two things bound it: the limits of tokens and requests of each model with a price, and the caller's spending limit over
all models. Core asks ``used >= limit`` before a call, so one call may pass each limit (Core's RateLimiter and
CostRateLimit); calls that run at the same time may pass it further, which is left out. Tokens are taken at the dearest
rate that the price can come to.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Context, Decimal
from functools import reduce
from typing import TYPE_CHECKING, Final

from dial_lsp.access.prices import Price, price_of
from dial_lsp.access.spend import COST_WINDOWS
from dial_lsp.model.access_control import TOKEN_WINDOWS, UNLIMITED, WINDOWS
from dial_lsp.model.deployments import Model

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from dial_lsp.access.column import Verdict
    from dial_lsp.access.objects import Object
    from dial_lsp.access.relation import Access
    from dial_lsp.access.spend import Cost
    from dial_lsp.access.subjects import Subject
    from dial_lsp.model.place import Place

PERIODS: Final = ("hour", "day", "month")
"""An hour of the clock, a day and a month of the calendar that limits go by; the month has 31 days."""

EXACT: Final = Context(prec=400)
"""For sums of products of a limit and a rate, which have 28 digits, so that their order does not matter."""

_COUNTS: Final = {
    "minute": ((60, 60), (1440, 1440), (44640, 44640)),
    "requestHour": ((1, 1), (24, 24), (744, 744)),
    "day": ((1, 1), (1, 1), (31, 31)),
    "requestDay": ((1, 1), (1, 1), (31, 31)),
    "week": ((1, 1), (1, 1), (5, 6)),  # 31 days have five weeks that slide, and touch up to six of a calendar
    "month": ((1, 1), (1, 1), (1, 1)),
}
"""How many windows of a limit count in each period, at least and at most."""


@dataclass(frozen=True, slots=True)
class Bound:
    """USD in one period: ``low`` if no call passes its limit, ``high`` if one does in each window.

    ``at`` is the limit that bounds it, None where nothing can be spent.
    """

    low: Decimal
    high: Decimal
    at: Place | None = None


Bounds = tuple[Bound, Bound, Bound]
"""In the order of PERIODS. What bounds one of them bounds them all."""

_NOTHING = Bound(Decimal(0), Decimal(0))
FREE: Final[Bounds] = (_NOTHING,) * 3


@dataclass(frozen=True, slots=True)
class ModelCost:
    """What the calls of one model may cost a caller; no ``bounds``: nothing of the model's own limits bounds them."""

    object: Object
    price: Price
    bounds: Bounds | None
    call: Decimal | None
    """What one call may cost; None where the model does not say how much fits into a call."""


@dataclass(frozen=True, slots=True)
class WorstCase:
    """What a caller may cost; no ``bounds``: nothing bounds it, because of ``unbounded``.

    ``unpriced`` may be called, and Core counts no cost of them.
    """

    bounds: Bounds | None
    models: tuple[ModelCost, ...] = ()
    unpriced: tuple[Object, ...] = ()

    @property
    def unbounded(self) -> tuple[ModelCost, ...]:
        """The models that no limit of their own bounds."""
        return tuple(found for found in self.models if found.bounds is None)

    @property
    def without_size(self) -> tuple[ModelCost, ...]:
        """The models of which is not known what one call may cost: a call that passes a limit is not in ``high``."""
        return tuple(found for found in self.models if found.call is None)


def worst_case(access: Access, subject: Subject) -> WorstCase:
    """The worst case of one caller: an API key, one person with these roles, or one of whom no role is known."""
    reached = list(_reached(access, subject))
    models = tuple(_model_cost(found, verdict, price) for found, verdict, price in reached if price.unit is not None)
    unpriced = tuple(found for found, _, price in reached if price.unit is None)
    return WorstCase(_lower(_of_all(models), _of_cost(access.cost(subject), models)), models, unpriced)


def model_cost(access: Access, found: Object, verdict: Verdict) -> ModelCost | None:
    """What the calls of an object may cost callers who get this verdict; None of what costs them nothing."""
    price = _price_of_calls(access, found, verdict)
    return None if price is None or price.unit is None else _model_cost(found, verdict, price)


def cost_bounds(cost: Cost) -> Bounds | None:
    """What a spending limit bounds, if calls cost next to nothing each."""
    return _of_cost(cost, ())


def of_project(access: Access, keys: Sequence[Subject]) -> WorstCase:
    """The worst case of all keys of one project: Core counts them together, and asks each for its own limits."""
    cases = [(key, worst_case(access, key)) for key in keys]
    dearest: dict[Object, ModelCost] = {}
    for found in (found for _, case in cases for found in case.models):
        known = dearest.get(found.object)
        bounds = found.bounds if known is None else _higher(known.bounds, found.bounds)
        dearest[found.object] = replace(found, bounds=bounds)
    models = tuple(dearest.values())
    of_costs = [_of_cost(access.cost(key), models) for key, case in cases if case.models]
    whole = reduce(_higher, of_costs) if of_costs else FREE
    of_each = _sum([case.bounds for _, case in cases])
    unpriced = dict.fromkeys(found for _, case in cases for found in case.unpriced)
    return WorstCase(_lower(_lower(_of_all(models), whole), of_each), models, tuple(unpriced))


def _reached(access: Access, subject: Subject) -> Iterator[tuple[Object, Verdict, Price]]:
    if not access.is_alive(subject) or access.cost(subject).fails:
        return
    for found, verdict in access.row(subject):
        price = _price_of_calls(access, found, verdict)
        if price is not None:
            yield found, verdict, price


def _price_of_calls(access: Access, found: Object, verdict: Verdict) -> Price | None:
    """The price of a model that answers callers who get this verdict."""
    served = found.served
    if not isinstance(served, Model) or not verdict.granted or verdict.denied_by_limit or access.problems(found):
        return None
    return price_of(served)


def _model_cost(found: Object, verdict: Verdict, price: Price) -> ModelCost:
    rate = max(rate.high for rate in price.rates)
    size = _call_size(found.served) if price.unit == "token" and isinstance(found.served, Model) else None
    call = None if size is None else size * rate
    bounds = None
    for number, window in enumerate(WINDOWS):
        value = verdict.limits.values[number]
        if value == UNLIMITED or price.unit != "token":  # what characters cost no limit of tokens bounds
            continue
        if window in TOKEN_WINDOWS:
            each, beyond = value * rate, call or Decimal(0)
        elif call is not None:
            each, beyond = value * call, Decimal(0)
        else:
            continue
        at = verdict.limits.sources[number].place_of(number)
        bounds = _lower(bounds, _bounds(window, each, beyond, at))
    return ModelCost(found, price, bounds, call)


def _call_size(model: Model) -> int | None:
    """How many tokens the model says that a call may have; Core enforces none of it."""
    limits = model.token_limits
    total, prompt, completion = (
        limits.number(name) for name in ("maxTotalTokens", "maxPromptTokens", "maxCompletionTokens")
    )
    size = total if total is not None else (prompt + completion if prompt and completion else None)
    return size if size is not None and size > 0 else None


def _of_cost(cost: Cost, models: Iterable[ModelCost]) -> Bounds | None:
    """What a spending limit bounds; one that is not positive, or null, lets one call through in each window."""
    beyond = max((found.call for found in models if found.call is not None), default=Decimal(0))
    bounds = None
    for number, window in enumerate(COST_WINDOWS):
        amount = cost.values[number]
        if amount is not None:
            each = max(amount, Decimal(0)) if isinstance(amount, Decimal) else Decimal(0)
            bounds = _lower(bounds, _bounds(window, each, beyond, cost.sources[number].at))
    return bounds


def _bounds(window: str, each: Decimal, beyond: Decimal, at: Place) -> Bounds:
    hour, day, month = (Bound(low * each, high * (each + beyond), at) for low, high in _COUNTS[window])
    return hour, day, month


def _lower(one: Bounds | None, other: Bounds | None) -> Bounds | None:
    """What holds where both bound."""
    if one is None or other is None:
        return other if one is None else one
    return _paired(min, one, other)


def _higher(one: Bounds | None, other: Bounds | None) -> Bounds | None:
    """What holds where either does; nothing bounds what one of them does not."""
    return None if one is None or other is None else _paired(max, one, other)


def _paired(chosen: Callable[[Decimal, Decimal], Decimal], one: Bounds, other: Bounds) -> Bounds:
    hour, day, month = (
        Bound(low := chosen(a.low, b.low), chosen(a.high, b.high), a.at if low == a.low else b.at)
        for a, b in zip(one, other, strict=True)
    )
    return hour, day, month


def _of_all(models: Iterable[ModelCost]) -> Bounds | None:
    return _sum([found.bounds for found in models])


def _sum(bounds: Sequence[Bounds | None]) -> Bounds | None:
    """What they come to together, told by the limit of the dearest."""
    known = [each for each in bounds if each is not None]
    if len(known) < len(bounds):
        return None
    hour, day, month = (
        Bound(
            reduce(EXACT.add, (each.low for each in period), Decimal(0)),
            reduce(EXACT.add, (each.high for each in period), Decimal(0)),
            max(period, key=lambda each: each.low).at if period else None,
        )
        for period in (zip(*known, strict=True) if known else ((), (), ()))
    )
    return hour, day, month
