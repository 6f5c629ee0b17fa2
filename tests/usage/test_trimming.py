"""What is taken from keys is what their use does not need, and nothing that was used is lost."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st

from dial_lsp.access import effect_of
from dial_lsp.diagnostics import Effect
from dial_lsp.usage.records import Call
from dial_lsp.usage.trimming import trim
from dial_lsp.usage.use import usage_of
from tests.access.configs import NAMES, access_of, policies, whole_policies

if TYPE_CHECKING:
    from dial_lsp.access import Access
    from dial_lsp.usage.trimming import Trimmed

AT = datetime(2026, 10, 1, 10, 0, tzinfo=UTC)
MODEL = {"type": "chat", "endpoint": "http://adapter/chat/completions"}
CONFIG: dict[str, Any] = {
    "models": {"gpt": {**MODEL, "userRoles": ["a"]}, "mini": {**MODEL, "userRoles": ["b", "c"]}},
    "toolsets": {"tools": {"endpoint": "http://adapter/tools", "userRoles": ["d"]}},
    "roles": {"b": {"limits": {"mini": {"day": 100}}}, "c": {"limits": {"mini": {"day": 5000}}}},
    "keys": {"secret-1": {"project": "P", "roles": ["a", "b", "c", "d", "admin"]}},
}


def trimmed(config: dict[str, Any], *calls: Call) -> Trimmed:
    return trim(access_of(config), usage_of(calls))


def dropped(*calls: Call) -> list[str]:
    return [role for _, role, _ in trimmed(CONFIG, *calls).dropped]


def test_a_role_goes_that_only_grants_what_was_never_called() -> None:
    assert dropped(Call("P", "mini", "", AT, 4000)) == ["a"]


def test_a_role_stays_without_which_a_limit_would_be_below_the_peak() -> None:
    assert dropped(Call("P", "gpt", "", AT, 10), Call("P", "mini", "", AT, 50)) == ["c"]
    assert dropped(Call("P", "gpt", "", AT, 10), Call("P", "mini", "", AT, 100)) == []


def test_what_an_application_called_was_used() -> None:
    assert dropped(Call("P", "mini", "gpt", AT, 4000)) == []


def test_the_last_role_of_a_key_stays() -> None:
    keys = {"secret-1": {"project": "P", "roles": ["a"]}}
    assert trimmed({**CONFIG, "keys": keys}).dropped == ()


def test_a_role_stays_that_lets_a_key_share_more() -> None:
    shares = {"share": {"APPLICATION": {"maxAcceptedUsers": 500, "invitationTtl": 500}}}
    config = {**CONFIG, "roles": {**CONFIG["roles"], "a": shares}}
    assert trimmed(config, Call("P", "mini", "", AT, 4000)).dropped == ()


_calls = st.lists(
    st.builds(
        Call,
        st.sampled_from(("P", "Q", "one", "app")),
        st.sampled_from((*NAMES, "app")),
        st.sampled_from(("", "app")),
        st.just(AT),
        st.integers(0, 9),
    ),
    max_size=6,
)


@settings(max_examples=100, deadline=None)
@given(policies | whole_policies, _calls)
def test_trimming_narrows_and_keeps_all_that_was_used(config: dict[str, Any], calls: list[Call]) -> None:
    before = access_of(json.loads(json.dumps(config)))
    after = trim(before, usage_of(calls)).access
    assert effect_of(before, after) in (Effect.NARROWS, Effect.NEUTRAL)
    for call in calls:
        assert _who_may(after, call.project, call.deployment) == _who_may(before, call.project, call.deployment)


def _who_may(access: Access, project: str, name: str) -> list[tuple[int | None, str]]:
    return [
        (key.position, found.kind)
        for key in access.keys
        for found in access.objects
        if key.project == project and found.name == name and access.reaches(key, found)
    ]
