"""Which keys records say something of, and from when on a limit is wide."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from dial_lsp.usage.findings import TIMES, keys_with_project, wide_limits
from dial_lsp.usage.records import Call
from dial_lsp.usage.use import usage_of
from tests.access.configs import access_of

AT = datetime(2026, 10, 1, 10, 0, tzinfo=UTC)
MODEL = {"type": "chat", "endpoint": "http://adapter/chat/completions"}


def test_nothing_is_said_of_keys_that_nobody_can_use_or_whose_project_is_not_known() -> None:
    keys = {
        "made-up-1": {"project": "P", "roles": ["a"]},
        "made-up-2": {"project": "Q", "roles": ["a"], "allowedIpAddressRanges": []},
        "made-up-3": {"roles": ["a"]},
    }
    assert [key.project for key in keys_with_project(access_of({"keys": keys}))] == ["P"]


@pytest.mark.parametrize(("limit", "wide"), [(10 * TIMES - 1, []), (10 * TIMES, ["day"]), (10 * TIMES + 1, ["day"])])
def test_a_limit_is_wide_from_so_many_times_the_peak_on(limit: int, wide: list[str]) -> None:
    config = {
        "models": {"m": {**MODEL, "userRoles": ["a"]}},
        "roles": {"a": {"limits": {"m": {"day": limit}}}},
        "keys": {"made-up": {"project": "P", "roles": ["a"]}},
    }
    found = wide_limits(access_of(config), usage_of([Call("P", "m", "", AT, 10)]))
    assert [one.window for one in found] == wide
