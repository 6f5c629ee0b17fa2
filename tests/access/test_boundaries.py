"""What changes with a release of Core, on both sides of it, and amounts on both sides of what stands for none."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from dial_lsp.access.interception import blocked, passing
from dial_lsp.access.limits import limit_asked
from dial_lsp.access.spend import CostEntry, effective_cost
from dial_lsp.model.config import Config
from dial_lsp.model.deployments import INTERFACE_TYPES
from dial_lsp.schema.versions import LATEST, Version
from dial_lsp.syntax import parse
from dial_lsp.text import Source
from tests.access.configs import access_of

if TYPE_CHECKING:
    from dial_lsp.access.spend import Amount

CHAT, EMBEDDINGS, RESPONSES, _ = INTERFACE_TYPES
INTERCEPTORS = {
    name: {"endpoint": "https://i.svc/v1/chat/completions", "features": {}} for name in ("first", "second", "last")
}


def config(value: dict[str, Any], version: Version = LATEST) -> Config:
    return Config.of([parse(Source("a.json", json.dumps(value)))], version=version)


@pytest.mark.parametrize(
    ("version", "asked"), [((0, 45), "never"), ((0, 46), "v1-apis"), ((0, 46, 1), "v1-apis"), ((0, 48), "v1-apis")]
)
def test_limits_of_applications_are_asked_for_from_0_46_on(version: tuple[int, ...], asked: str) -> None:
    (found,) = access_of({"applications": {"a": {"endpoint": "https://a.svc/chat"}}}).objects
    assert limit_asked(found, Version(*version)) == asked


@pytest.mark.parametrize(
    ("version", "what"),
    [((0, 45), "skipped"), ((0, 46), "fails"), ((0, 47, 1), "fails"), ((0, 47, 2), "skipped"), ((0, 48), "skipped")],
)
def test_responses_fail_at_an_interceptor_that_does_not_serve_them(version: tuple[int, ...], what: str) -> None:
    interceptor = config({"interceptors": INTERCEPTORS}).interceptors["first"]
    assert passing(interceptor, RESPONSES, Version(*version)) == what


def test_it_is_the_last_of_the_chain_that_is_refused() -> None:
    """It makes the call of the deployment; the others call the next interceptor."""
    model = {
        "type": "chat",
        "endpoint": "https://m.svc/chat/completions",
        "interceptors": ["first", "second"],
        "features": {"accessibleByPerRequestKey": False},
    }
    read = config({"interceptors": INTERCEPTORS, "globalInterceptors": ["last"], "models": {"m": model}})
    (deployment,) = [one for one in read.distinct if one.name == "m"]
    assert {interface: link.name for interface, link in blocked(read, deployment).items()} == {
        CHAT: "second",
        EMBEDDINGS: "second",
    }


@pytest.mark.parametrize(
    ("amount", "expected"), [("9223372036854775806", None), ("9223372036854775808", "9223372036854775808")]
)
def test_an_amount_above_the_largest_number_of_core_beats_one_that_is_left_out(
    amount: str, expected: str | None
) -> None:
    """To Core a limit that is left out is that number."""

    def entry(role: str, value: Amount) -> CostEntry:
        return CostEntry(role, config({"roles": {role: {}}}).roles[role].cost_limit, (value, None, None, None))

    entries = {"a": entry("a", Decimal(amount)), "b": entry("b", None)}
    assert effective_cost(entries, ["a", "b"]).values[0] == (None if expected is None else Decimal(expected))
