"""Members that Core cannot do without."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.change import Insert
from dial_lsp.model.pricing import RATES, Pricing
from dial_lsp.rulekit.offers import writing
from dial_lsp.rulekit.rule import Code, EntryContext, Finding, Offer, RestsOn, family
from dial_lsp.rulekit.shapes import finding, problems_of, shape_findings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.deployments import Model
    from dial_lsp.model.values import Value


missing_required = family(
    __name__,
    {
        "": Code(Severity.ERROR, Impact.FILE_REJECTED, rests_on=RestsOn(absence=True)),
        "locale": Code(
            Severity.ERROR,
            Impact.FILE_REJECTED,
            was=("missing-default-locale",),
            rests_on=RestsOn(section="defaultLocale", absence=True),
        ),
        "price-unit": Code(
            Severity.ERROR, Impact.FILE_REJECTED, was=("token-only-price",), rests_on=RestsOn(values=True)
        ),
    },
)


@missing_required.entry_check()
def members(value: Value, context: EntryContext) -> Iterator[Finding]:
    """Find objects without a member Core insists on."""
    yield from (one for one in shape_findings("missing-required", value, context) if not one.code)


@missing_required.entry_check(code="locale")
def missing_default_locale(value: Value, context: EntryContext) -> Iterator[Finding]:
    """Find locale maps that lack the default locale."""
    for problem in problems_of(value.entry, context):
        if problem.code == "missing-required/locale":
            yield finding(value.entry, problem, _offers(value.find(problem.pointer), context.default_locale))


def _offers(texts: Value, locale: str | None) -> tuple[Offer, ...]:
    first = next((text.raw for _, text in texts.members() if isinstance(text.raw, str)), "")
    return (
        () if locale is None else (Offer(f'Write "{locale}", with the first text', (Insert(texts.at, locale, first),)),)
    )


@missing_required.entry_check("models", code="price-unit")
def token_only_price(model: Model, _: EntryContext) -> Iterator[Finding]:
    """Find cache prices and decision trees of models that are not priced by token."""
    pricing = Pricing.of(model.field("pricing"))
    if pricing.field("unit").text == "token":
        return
    for name in RATES:
        price = pricing.field(name)
        if isinstance(price.raw, dict) or (price.is_set and name.startswith("cache")):
            what = "a decision tree" if isinstance(price.raw, dict) else f'"{price.pointer[-1]}"'
            yield Finding(
                price.at.member(),
                f'{what} needs the unit "token"; Core refuses the whole file',
                offers=(writing(pricing, "unit", "token"),),
            )
