"""What calls of a model cost, as far as that decides how soon a spending limit holds.

A cache price that is left out is the prompt's. A sum that is not above zero is not recorded, so prices of which none is
are no prices. Where Core cannot compute the cost it does not count the tokens of the call either. (Core's
ModelCostCalculator and RateLimiter.)
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from dial_lsp.access.change import combined, effect_of_sets
from dial_lsp.diagnostics import Effect
from dial_lsp.model import reads
from dial_lsp.model.pricing import PRICED_UNITS, RATES, RateTree
from dial_lsp.schema import coercion

if TYPE_CHECKING:
    from dial_lsp.model.deployments import Model
    from dial_lsp.model.values import Value


@dataclass(frozen=True, slots=True)
class Rate:
    """One rate: the numbers it may come to, and the tests that decide between them, both in the order of the text."""

    leaves: tuple[Decimal, ...]
    tests: tuple[str | None, ...] = (None,)  # None stands for a number

    @property
    def low(self) -> Decimal:
        """The lowest that it can come to."""
        return min(self.leaves)

    @property
    def high(self) -> Decimal:
        """The highest that it can come to."""
        return max(self.leaves)

    @property
    def text(self) -> str:
        """The rate in words."""
        return f"{self.low}" if self.low == self.high else f"{self.low} to {self.high}"


_NOTHING = Rate((Decimal(0),))
_UNITS = {"token": "token", "char_without_whitespace": "character"}


class _NotComputed(ValueError):  # noqa: N818 -- no error of ours
    """Core fails to compute the cost of every call."""


@dataclass(frozen=True, slots=True)
class Price:
    """The rates in the order of RATES, in USD for one of the unit; no unit: calls cost nothing.

    ``is_computed`` is false where Core fails to compute the cost, so that calls are neither charged nor their tokens
    counted.
    """

    unit: str | None = None
    rates: tuple[Rate, ...] = (_NOTHING,) * len(RATES)
    is_computed: bool = True

    @property
    def text(self) -> str | None:
        """The price in words; None where calls cost nothing, "fails" where Core cannot compute it."""
        if not self.is_computed:
            return "fails"
        if self.unit is None:
            return None
        prompt = self.rates[0]
        shown = [
            f"{name} {rate.text}"
            for name, rate in zip(RATES, self.rates, strict=True)
            if not (name.startswith("cache") and rate == prompt)
        ]
        return f"{', '.join(shown)} USD a {_UNITS[self.unit]}"


FREE = Price()
_FAILS = Price(is_computed=False)


def price_of(model: Model) -> Price:
    """What calls of a model cost; read once in the life of its entry."""
    return reads.remembered(model.entry.memo, "access.price", lambda: _price(model))


def effect_on_spending(before: Price, after: Price) -> Effect:
    """What a step from one price to another lets callers do whom a spending limit holds back: a lower price, more.

    Two units, and decisions by other tests, cannot be compared; that counts as both.
    """
    if before.unit is not None and after.unit is not None and before.unit != after.unit:
        return Effect.BOTH
    return combined(_effect(low, high) for low, high in zip(before.rates, after.rates, strict=True))


def effect_on_tokens(before: Price, after: Price) -> Effect:
    """The same for callers whom limits of tokens hold back: those are counted where the cost can be computed."""
    gains, loses = before.is_computed > after.is_computed, before.is_computed < after.is_computed
    return effect_of_sets(gains=gains, loses=loses)


def _price(model: Model) -> Price:
    pricing = model.pricing
    unit = pricing.unit
    if not pricing.is_written or (unit.is_set and unit.text not in PRICED_UNITS):
        return FREE
    if unit.text is None or (unit.text != "token" and model.type != "chat"):
        return _FAILS
    try:
        prompt, *others = (_rate(pricing.field(name)) for name in RATES)
    except _NotComputed:
        return _FAILS
    rates = (prompt or _NOTHING, others[0] or _NOTHING, *(prompt if rate is None else rate for rate in others[1:]))
    known = tuple(_NOTHING if rate is None else rate for rate in rates)
    return Price(unit.text, known) if any(rate.high > 0 for rate in known) else FREE


def _rate(value: Value) -> Rate | None:
    """A rate; None where none is written."""
    if not value.is_set:
        return None
    tests: list[str | None] = []
    leaves: list[Decimal] = []
    waiting = [value]
    while waiting:
        found = waiting.pop()
        if isinstance(found.raw, dict):
            tree = RateTree.of(found)
            tests.append(json.dumps(tree.field("test").raw, sort_keys=True, default=str))
            waiting += [tree.field("ifFalse"), tree.field("ifTrue")]
        else:
            tests.append(None)
            leaves.append(_number(found))
    return Rate(tuple(leaves), tuple(tests))


def _number(value: Value) -> Decimal:
    if not value.is_set:
        return Decimal(0)
    try:
        text = coercion.to_rate(value.raw)
    except coercion.Refused:
        raise _NotComputed from None
    if text is None or not coercion.is_plain_decimal(text):
        raise _NotComputed
    return Decimal(text)


def _effect(before: Rate, after: Rate) -> Effect:
    if before.tests == after.tests:
        pairs = list(zip(before.leaves, after.leaves, strict=True))
        return effect_of_sets(gains=any(new < old for old, new in pairs), loses=any(new > old for old, new in pairs))
    if after.high <= before.low or before.high <= after.low:
        return Effect.WIDENS if after.high <= before.low else Effect.NARROWS
    return Effect.BOTH
