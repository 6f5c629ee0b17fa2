"""What nothing limits is what the relation gives without a limit, and amounts of limits are not looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import given, settings

from dial_lsp.access.limits import NO_LIMITS
from dial_lsp.access.uncapped import is_cost_limited, uncapped, uncapped_for_all
from dial_lsp.model import reads
from tests.access.configs import access_of, whole_policies

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.access import Access, Object, Subject

PRICING = {"unit": "token", "prompt": "1"}


def priced(config: dict[str, Any]) -> dict[str, Any]:
    """The same with models that all cost something, which is what matters here."""
    return {**config, "models": {name: {**one, "pricing": PRICING} for name, one in config.get("models", {}).items()}}


def free(access: Access, subject: Subject) -> Iterator[Object]:
    """What a caller may use without any limit, asked of each model."""
    for found in access.objects:
        verdict = access.verdict(subject, found)
        is_free = verdict.granted and verdict.limits.values == NO_LIMITS.values
        if found.kind == "model" and is_free and not is_cost_limited(access, subject):
            yield found


@settings(max_examples=150, deadline=None)
@given(whole_policies)
def test_what_nothing_limits_is_what_the_relation_gives_without_a_limit(config: dict[str, Any]) -> None:
    access = access_of(priced(config))
    said = {subject.roles: list(models) for subject, models in uncapped(access)}
    everyone = list(free(access, access.everyone))
    assert list(uncapped_for_all(access)) == said.get((), []) == everyone
    roles = {role for key in access.keys if access.addresses(key) != () for role in key.roles if role is not None}
    for role in roles - ({"default"} if everyone else set()):
        assert set(said.get((role,), [])) == set(free(access, access.caller(role))), role


def test_amounts_of_limits_are_not_looked_at() -> None:
    access = access_of(
        {
            "models": {"m": {"type": "chat", "userRoles": ["reader"], "pricing": PRICING}},
            "roles": {"reader": {"limits": {"m": {"day": 5}}}},
            "keys": {"k": {"project": "P", "role": "reader"}},
        }
    )
    with reads.recording() as seen:
        assert list(uncapped(access)) == []
    assert ("roles", "limits") not in seen
