"""Limits in a few words, for places where a sentence is too long."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.access.because import quoted
from dial_lsp.access.limits import NO_LIMITS, UNITS
from dial_lsp.access.spend import NULL
from dial_lsp.access.worst_case import PERIODS
from dial_lsp.schema.remarks import as_json

if TYPE_CHECKING:
    from dial_lsp.access.limits import Asked, Limits
    from dial_lsp.access.spend import Cost
    from dial_lsp.access.worst_case import WorstCase


def limits_in_words(limits: Limits, asked: Asked = "always") -> str:
    """Such as "1000 tokens a minute, by default"."""
    if limits.values == NO_LIMITS.values:
        return "no limit"
    if limits.is_denied:
        return "refused by a limit" if asked == "always" else "refused by a limit, but not in /openai/deployments"
    said = [f"{value} {UNITS[window]}" for window, value in limits.as_mapping().items() if value is not None]
    return ", ".join(said) + (", by default" if limits.by_default else "")


def worst_case_in_words(case: WorstCase) -> str:
    """What a caller may cost, if no call passes a limit, such as "2.50 USD an hour, 60.00 USD a day"."""
    if case.bounds is None:
        names = quoted((found.object.name for found in case.unbounded), 3)
        return f"any amount: nothing limits {names}"
    told = (
        f"{bound.low:,.2f} USD a{'n' if period == 'hour' else ''} {period}"
        for period, bound in zip(PERIODS, case.bounds, strict=True)
    )
    return ", ".join(told)


def cost_in_words(cost: Cost) -> str:
    """Such as "10 USD a day"."""
    if cost.fails:
        return "calls fail, because a role's limit has a null"
    said = [
        f"null a {window}, so calls fail" if value == NULL else f"{as_json(value)} USD a {window}"
        for window, value in cost.as_mapping().items()
        if value is not None
    ]
    return ", ".join(said) + (", by default" if said and cost.by_default else "") if said else "no limit"
