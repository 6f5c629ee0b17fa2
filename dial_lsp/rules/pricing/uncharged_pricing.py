"""Prices by which Core charges nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.near_names import meant, nearest
from dial_lsp.model.placeholders import is_placeholder
from dial_lsp.model.pricing import PRICED_UNITS, UNITS
from dial_lsp.rulekit.offers import replacing, writing
from dial_lsp.rulekit.rule import WRITTEN, Code, EntryContext, Finding, family
from dial_lsp.rulekit.shapes import shape_findings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.deployments import Model
    from dial_lsp.model.values import Value


uncharged_pricing = family(
    __name__,
    {
        "missing-unit": Code(Severity.ERROR, Impact.UNLIMITED, was=("missing-price-unit",)),
        "unknown-unit": Code(Severity.WARNING, Impact.UNLIMITED, was=("unknown-price-unit",)),
        "empty": Code(Severity.INFORMATION, Impact.UNLIMITED, was=("empty-pricing",)),
        "characters": Code(Severity.WARNING, Impact.UNLIMITED, was=("char-price-without-type",)),
        "negative": Code(Severity.WARNING, Impact.UNLIMITED, was=("negative-rate",), rests_on=WRITTEN),
        "not-decimal": Code(Severity.ERROR, Impact.CALL_FAILS, was=("rate-not-decimal",)),
    },
)


@uncharged_pricing.entry_check("models", code="missing-unit")
def missing_price_unit(model: Model, _context: EntryContext) -> Iterator[Finding]:
    """Find pricing whose unit is missing or null."""
    pricing = model.pricing
    if not pricing.is_written or pricing.unit.is_set or (pricing.is_refused and not pricing.unit.exists):
        return
    yield Finding(
        pricing.unit.at if pricing.unit.exists else pricing.at,
        f'this pricing has no unit: Core fails to compute the cost, and counts no tokens of "{model.name}" either',
        help='Write "unit": "token" or "char_without_whitespace", or "none" for a model that is free.',
        offers=(writing(pricing, "unit", "token"),),
    )


@uncharged_pricing.entry_check("models", code="unknown-unit")
def unknown_price_unit(model: Model, _context: EntryContext) -> Iterator[Finding]:
    """Find units that make calls free without saying so."""
    unit = model.pricing.unit
    if unit.text is not None and unit.text not in UNITS and not is_placeholder(unit.text):
        near = nearest(unit.text, UNITS)
        yield Finding(
            unit.at,
            f'Core knows no unit "{unit.text}", so calls of "{model.name}" cost nothing and no costLimit applies'
            f"{meant(unit.text, near)}",
            help='Write "token", "char_without_whitespace" or, for a model that is free, "none".',
            offers=replacing(unit.at, near),
        )


@uncharged_pricing.entry_check("models", code="empty")
def empty_pricing(model: Model, _context: EntryContext) -> Iterator[Finding]:
    """Find pricing in a priced unit whose prices are all missing."""
    pricing = model.pricing
    if pricing.unit.text in PRICED_UNITS and not pricing.has_rates and not pricing.is_refused:
        yield Finding(
            pricing.at,
            f'this pricing has no price, so calls of "{model.name}" cost nothing',
            help='Write the prices, or the unit "none" for a model that is free.',
            offers=(writing(pricing, "unit", "none"),),
        )


@uncharged_pricing.entry_check("models", code="characters")
def char_price_without_type(model: Model, _context: EntryContext) -> Iterator[Finding]:
    """Find prices for characters where the type is missing."""
    unit = model.pricing.unit
    if unit.text == "char_without_whitespace" and not model.field("type").is_set:
        yield Finding(
            unit.at,
            f'model "{model.name}" has no type, so Core cannot count characters and charges nothing',
            help='Write "type": "chat".',
            offers=(writing(model, "type", "chat"),),
        )


@uncharged_pricing.entry_check("models", code="negative")
def negative_rate(model: Model, _context: EntryContext) -> Iterator[Finding]:
    """Find prices below zero, in decision trees too."""
    for written, rate in model.pricing.rates():
        if rate < 0:
            yield Finding(
                written.at,
                f'a price of {rate} is below zero, so calls of "{model.name}" are not charged',
                help="Write the price without the sign.",
                offers=replacing(written.at, (written.raw.strip().removeprefix("-"),)),
            )


@uncharged_pricing.entry_check()
def rates(value: Value, context: EntryContext) -> Iterator[Finding]:
    """Find prices that only the load check can read."""
    yield from shape_findings("uncharged-pricing", value, context, sure=("not-decimal",))
