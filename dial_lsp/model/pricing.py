"""What calls of a model cost."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal
from typing import TYPE_CHECKING

from dial_lsp.model.values import Value
from dial_lsp.schema import coercion
from dial_lsp.schema.fields import types

if TYPE_CHECKING:
    from collections.abc import Iterator

PRICED_UNITS = ("token", "char_without_whitespace")
"""The units Core computes a cost for; every other text means none."""

UNITS = (*PRICED_UNITS, "none")
RATES = ("prompt", "completion", "cacheRead", "cacheWrite")


class Pricing(Value):
    """The ``pricing`` of a model: a unit, and rates in USD for one of it."""

    __slots__ = ()
    TYPE = "Pricing"

    @property
    def is_written(self) -> bool:
        """Whether there is pricing at all; null is none."""
        return isinstance(self.raw, dict)

    @property
    def unit(self) -> Value:
        """What is counted; compared exactly."""
        return self.field("unit")

    @property
    def is_charged(self) -> bool:
        """Whether some call is meant to cost something; a rate that Core cannot read is meant to be one above zero."""
        rates = [self.field(name) for name in RATES if self.field(name).is_set]
        return self.unit.text in PRICED_UNITS and any(_is_above_zero(rate) for rate in rates)

    @property
    def has_rates(self) -> bool:
        """Whether any price is written."""
        return any(self.field(name).is_set for name in RATES)

    @property
    def is_refused(self) -> bool:
        """Whether Core refuses it for a name that it does not know: a price or the unit may be meant."""
        return isinstance(self.raw, dict) and not self.raw.keys() <= types()[self.TYPE].spellings.keys()

    def rates(self) -> Iterator[tuple[Value, Decimal]]:
        """Every rate written as a plain number, those inside decision trees too."""
        for name in RATES:
            yield from _rates(self.field(name))


def _is_above_zero(value: Value) -> bool:
    known = [rate for _, rate in _rates(value)]
    return not known or any(rate > 0 for rate in known)


class RateTree(Value):
    """A price that is decided by each call: a test, and a price or another decision if it holds and if not."""

    __slots__ = ()
    TYPE = "PricingRate"


def _rates(value: Value) -> Iterator[tuple[Value, Decimal]]:
    waiting = [value]
    while waiting:
        found = waiting.pop()
        if isinstance(found.raw, dict):
            node = RateTree.of(found)
            waiting += [node.field("ifFalse"), node.field("ifTrue")]
        elif isinstance(found.raw, str) and coercion.is_plain_decimal(found.raw):
            with suppress(coercion.Refused):  # an exponent that no number of Core has
                yield found, Decimal(coercion.to_rate(found.raw) or 0)
