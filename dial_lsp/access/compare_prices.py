"""Prices that change: where a spending limit holds callers back, a lower price lets them do more.

So it does where Core ceases to compute the cost, and with it to count tokens, and a limit of tokens holds them back.
A price widens or narrows only where some caller is held back in both configs: where one has no limit, that limit is
told of as the change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.access.change import Change, State, combined
from dial_lsp.access.prices import effect_on_spending, effect_on_tokens, price_of
from dial_lsp.access.spend import COST_LIMITS
from dial_lsp.diagnostics import Effect
from dial_lsp.model.access_control import TOKEN_WINDOWS, UNLIMITED
from dial_lsp.model.deployments import Model

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.access.objects import Object
    from dial_lsp.access.relation import Access

NOBODY: frozenset[str | None] = frozenset()


def compare_price(
    before: Access, after: Access, pair: tuple[Object | None, Object | None], *, spending: bool
) -> Iterator[Change]:
    """What changed of a model that is in both configs; ``spending``: in both some role ``limits_spending``."""
    old, new = pair
    if old is None or new is None or old.entry is new.entry:
        return
    if not (isinstance(old.served, Model) and isinstance(new.served, Model)):
        return
    prices = price_of(old.served), price_of(new.served)
    if prices[0] == prices[1]:
        return
    effects = [Effect.NEUTRAL]
    if NOBODY not in (old.allowed, new.allowed):
        if spending:
            effects.append(effect_on_spending(*prices))
        if _limits_tokens(before, old) and _limits_tokens(after, new):
            effects.append(effect_on_tokens(*prices))
    states = [
        State(price.text, None, found, pricing.at if pricing.exists else found.at)
        for price, found, pricing in zip(prices, (old, new), (old.served.pricing, new.served.pricing), strict=True)
    ]
    yield Change("price", "", new.label, "", combined(effects), *states)


def limits_spending(access: Access) -> bool:
    """Whether some role holds back what is spent."""
    if access.config.version < COST_LIMITS:
        return False
    return any(amount is not None for entry in access.cost_entries.values() for amount in entry.values)


def _limits_tokens(access: Access, found: Object) -> bool:
    """Whether some role limits the tokens of a model."""
    entries = access.column(found).entries.values()
    return any(value != UNLIMITED for entry in entries for value in entry.values[: len(TOKEN_WINDOWS)])
