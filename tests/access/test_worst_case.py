"""What callers may cost at worst: against a limiter that is run call by call, and never less after access widens."""

from __future__ import annotations

from copy import deepcopy
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dial_lsp.access import effect_of
from dial_lsp.access.worst_case import PERIODS, of_project, worst_case
from dial_lsp.diagnostics import Effect
from tests.access.configs import ROLES, access_of, whole_policies

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.access import Access, Subject
    from dial_lsp.access.worst_case import Bounds

MINUTES = 24 * 60
WINDOWS = {"minute": 1, "day": MINUTES, "requestHour": 60}  # in minutes


def spent_in_a_day(limits: dict[str, int], cost: dict[str, int], *, size: int, price: int) -> tuple[int, int] | None:
    """What somebody spends in the first hour and in the day who calls as often as Core lets him; None: without end."""
    if not limits.keys() & {"minute", "day", "requestHour"} and not cost:
        return None
    tokens = dict.fromkeys(("minute", "day"), 0)
    requests = dict.fromkeys(("requestHour",), 0)
    spent = dict.fromkeys(("minute", "day"), 0)
    total, hour = 0, 0
    for minute in range(MINUTES):
        for used in (tokens, requests, spent):
            used.update({window: 0 for window in used if minute % WINDOWS[window] == 0})
        while (
            all(tokens[window] < limits.get(window, 10**9) for window in tokens)
            and all(requests[window] < limits.get(window, 10**9) for window in requests)
            and all(spent[window] < cost.get(window, 10**9) for window in spent)
        ):
            tokens = {window: used + size for window, used in tokens.items()}
            requests = {window: used + 1 for window, used in requests.items()}
            spent = {window: used + size * price for window, used in spent.items()}
            total += size * price
        hour = total if minute < 60 else hour
    return hour, total


_limits = st.dictionaries(st.sampled_from(("minute", "day", "requestHour")), st.integers(1, 9), max_size=3)
_costs = st.dictionaries(st.sampled_from(("minute", "day")), st.integers(0, 9), max_size=2)


@settings(max_examples=50, deadline=None)
@given(_limits, _costs, st.integers(1, 4), st.integers(1, 3))
def test_a_limiter_lets_through_what_lies_between_from_and_to(
    limits: dict[str, int], cost: dict[str, int], size: int, price: int
) -> None:
    model = {
        "type": "chat",
        "endpoint": "http://adapter/chat/completions",
        "pricing": {"unit": "token", "prompt": str(price)},
        "limits": {"maxTotalTokens": size},
    }
    role = {"limits": {"one": limits}, **({"costLimit": cost} if cost else {})}
    access = access_of({"models": {"one": model}, "roles": {"a": role}})
    bounds = worst_case(access, access.caller("a")).bounds
    spent = spent_in_a_day(limits, cost, size=size, price=price)
    assert (bounds is None) == (spent is None)
    if bounds is None or spent is None:
        return
    for bound, amount in zip(bounds, spent, strict=False):
        assert bound.low <= amount <= bound.high


def test_without_calls_that_pass_a_limit_the_worst_is_exact() -> None:
    access = access_of(
        {
            "models": {"one": {"type": "chat", "endpoint": "http://a", "pricing": {"unit": "token", "prompt": "0.5"}}},
            "roles": {"a": {"limits": {"one": {"day": 100}}}},
        }
    )
    bounds = worst_case(access, access.caller("a")).bounds
    assert bounds is not None
    assert dict(zip(PERIODS, ((each.low, each.high) for each in bounds), strict=True)) == {
        "hour": (Decimal(50), Decimal(50)),
        "day": (Decimal(50), Decimal(50)),
        "month": (Decimal(1550), Decimal(1550)),
    }


def test_keys_of_one_project_spend_together_what_the_dearest_may_where_each_is_limited() -> None:
    config = {
        "models": {"one": {"type": "chat", "endpoint": "http://a", "pricing": {"unit": "token", "prompt": "1"}}},
        "roles": {"a": {"limits": {"one": {"day": 10}}}, "b": {"limits": {"one": {"day": 30}}}},
        "keys": {"secret-1": {"project": "P", "role": "a"}, "secret-2": {"project": "P", "role": "b"}},
    }
    access = access_of(config)
    bounds = of_project(access, access.keys).bounds
    assert bounds is not None
    assert [each.low for each in bounds] == [30, 30, 930]


@st.composite
def edited(draw: st.DrawFn) -> tuple[dict[str, Any], dict[str, Any]]:
    """A config, and the same with other guards, limits and roles of keys; prices stay."""
    before: dict[str, Any] = draw(whole_policies)
    other: dict[str, Any] = draw(whole_policies)
    after = deepcopy(before)
    if draw(st.booleans()):
        after["roles"] = other["roles"]
    if draw(st.booleans()):
        after["keys"] = other["keys"]
    for name, model in after["models"].items():
        guard = other["models"].get(name, {})
        if draw(st.booleans()):
            model.pop("userRoles", None)
            model.update({"userRoles": guard["userRoles"]} if "userRoles" in guard else {})
    return before, after


@settings(max_examples=200, deadline=None)
@given(edited())
def test_nothing_costs_less_at_worst_after_access_widens(configs: tuple[dict[str, Any], dict[str, Any]]) -> None:
    before, after = map(access_of, configs)
    assume(effect_of(before, after) == Effect.WIDENS)
    for subject, same in _callers(before, after):
        assert _is_at_least(worst_case(after, same).bounds, worst_case(before, subject).bounds)


def _callers(before: Access, after: Access) -> Iterator[tuple[Subject, Subject]]:
    for role in ROLES:
        yield before.caller(role), after.caller(role)
    yield before.everyone, after.everyone


def _is_at_least(bounds: Bounds | None, least: Bounds | None) -> bool:
    if bounds is None or least is None:
        return bounds is None
    return all(new.low >= old.low and new.high >= old.high for new, old in zip(bounds, least, strict=True))
