"""How calls fare agrees with a second Core that answers one request after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st

from dial_lsp.access import effect_of
from dial_lsp.access.change import effect_of_sets
from tests.access.configs import access_of, whole_policies
from tests.access.second_core import SecondCore
from tests.access.second_difference import gained_and_lost
from tests.access.test_brute_force import CALLERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.access import Subject

SECTIONS = ("models", "applications", "toolsets", "interceptors", "roles", "keys")
KINDS = {"model": "models", "application": "applications", "toolset": "toolsets", "interceptor": "interceptors"}


@settings(max_examples=150, deadline=None)
@given(whole_policies)
def test_calls_fare_as_request_after_request_is_answered(config: dict[str, Any]) -> None:
    access = access_of(config)
    core = SecondCore(config)
    for subject, is_usable in _subjects(config, access.keys, [access.caller(*roles) for roles in CALLERS]):
        for found in access.objects:
            roles = [role or "" for role in subject.roles]
            expected = core.state(roles, KINDS.get(found.kind, "routes"), found.name) if is_usable else "denied"
            assert access.answer(subject, found).state == expected, (subject, found)


def _subjects(
    config: dict[str, Any], keys: tuple[Subject, ...], callers: list[Subject]
) -> Iterator[tuple[Subject, bool]]:
    """The keys, which are usable unless they may come from nowhere, and callers with some roles."""
    written = config["keys"].values()
    yield from zip(keys, (key.get("allowedIpAddressRanges") != [] for key in written), strict=True)
    yield from ((one, True) for one in callers)


@settings(max_examples=200, deadline=None)
@given(whole_policies, whole_policies, st.sets(st.sampled_from(SECTIONS)))
def test_the_effect_is_what_is_gained_or_lost_of_anything(
    old: dict[str, Any], new: dict[str, Any], edited: set[str]
) -> None:
    before = {**old, "routes": {}}
    after = {**before, **{section: new[section] for section in edited or before.keys() & new.keys() - {"routes"}}}
    gains, loses = gained_and_lost(before, after)
    assert effect_of(access_of(before), access_of(after)) is effect_of_sets(gains=gains, loses=loses)
