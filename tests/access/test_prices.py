"""A price decides how many calls a spending limit lets through."""

from __future__ import annotations

from itertools import combinations
from math import ceil, inf
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dial_lsp.access.difference import difference
from dial_lsp.diagnostics import Effect
from tests.access.configs import ROLES, access_of

if TYPE_CHECKING:
    from collections.abc import Iterator

CALLERS = [roles for size in range(len(ROLES) + 1) for roles in combinations(ROLES, size)]
PRICES = (None, "0", "-1", "1", "3")

_model = st.sampled_from(PRICES).map(
    lambda price: {
        "type": "chat",
        "endpoint": "http://adapter/chat/completions",
        **({} if price is None else {"pricing": {"unit": "token", "prompt": price}}),
    }
)
_role = st.sampled_from((None, 0, 4, 9)).map(lambda limit: {} if limit is None else {"costLimit": {"day": limit}})
spenders = st.fixed_dictionaries(
    {
        "models": st.fixed_dictionaries({"one": _model}),
        "roles": st.dictionaries(st.sampled_from(ROLES), _role, max_size=3),
    }
)


def calls(config: dict[str, Any], roles: tuple[str, ...]) -> float:
    """How many calls of one token each somebody can make in a day, decided as Core does, call by call."""
    price = float(config["models"]["one"].get("pricing", {}).get("prompt", 0))
    held = [config["roles"][role]["costLimit"]["day"] for role in roles if "costLimit" in config["roles"].get(role, {})]
    fallback = config["roles"].get("default", {}).get("costLimit")
    if not held and fallback:
        held = [fallback["day"]]
    if not held or price <= 0:
        return inf
    return float(max(1, ceil(max(held) / price)))


def _effects(old: dict[str, Any], new: dict[str, Any]) -> Iterator[Effect]:
    for roles in CALLERS:
        before, after = calls(old, roles), calls(new, roles)
        if before != after:
            yield Effect.WIDENS if before < after else Effect.NARROWS


@settings(max_examples=1000, deadline=None)
@given(spenders, spenders)
def test_whoever_may_make_more_calls_or_fewer_is_told_of(old: dict[str, Any], new: dict[str, Any]) -> None:
    told = difference(access_of(old), access_of(new)).effect
    for effect in set(_effects(old, new)):
        assert told in (effect, Effect.BOTH)


@settings(max_examples=300, deadline=None)
@given(spenders, _model)
def test_a_price_alone_tells_what_calls_do(config: dict[str, Any], model: dict[str, Any]) -> None:
    new = {**config, "models": {"one": model}}
    told = difference(access_of(config), access_of(new)).effect
    done = set(_effects(config, new))
    if done:
        assert {told} == done
    elif not any("costLimit" in role for role in config["roles"].values()):
        assert told is Effect.NEUTRAL


@pytest.mark.parametrize(
    ("old", "new", "effect", "before", "after"),
    [
        ({"unit": "token", "prompt": "2"}, None, "widens", "prompt 2, completion 0 USD a token", None),
        (
            {"unit": "tokens", "prompt": "2"},
            {"unit": "token", "prompt": "2"},
            "narrows",
            None,
            "prompt 2, completion 0 USD a token",
        ),
        ({"prompt": "2"}, {"unit": "token", "prompt": "2"}, "narrows", "fails", "prompt 2, completion 0 USD a token"),
        ({"unit": "token", "prompt": "1d"}, None, "neutral", "fails", None),
        (
            {"unit": "token", "prompt": "2"},
            {"unit": "token", "prompt": "2", "cacheRead": "1"},
            "widens",
            "prompt 2, completion 0 USD a token",
            "prompt 2, completion 0, cacheRead 1 USD a token",
        ),
        (
            {"unit": "token", "prompt": "1", "completion": "4"},
            {"unit": "token", "prompt": "2", "completion": "3"},
            "narrows and widens",
            "prompt 1, completion 4 USD a token",
            "prompt 2, completion 3 USD a token",
        ),
    ],
)
def test_prices_in_words(old: Any, new: Any, effect: str, before: str | None, after: str | None) -> None:
    configs = [
        {
            "models": {"m": {"type": "chat", "endpoint": "http://a", "pricing": price}},
            "roles": {"a": {"costLimit": {"day": 5}}},
        }
        for price in (old, new)
    ]
    left, right = map(access_of, configs)
    (change,) = difference(left, right).changes
    assert (change.kind, change.effect, change.before.value, change.after.value) == ("price", effect, before, after)


def test_where_the_cost_is_not_computed_tokens_are_not_counted_either() -> None:
    roles = {"a": {"limits": {"m": {"day": 5}}}}
    model = {"type": "chat", "endpoint": "http://a"}
    old = {"models": {"m": model}, "roles": roles}
    new = {"models": {"m": {**model, "pricing": {"prompt": "1"}}}, "roles": roles}
    assert difference(access_of(old), access_of(new)).effect is Effect.WIDENS
