"""What must hold for the difference of any two configs."""

from __future__ import annotations

import json
from itertools import combinations
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st

from dial_lsp.access import Access, effect_of
from dial_lsp.access.change import combined, effect_of_sets
from dial_lsp.access.comparison import Comparison
from dial_lsp.access.difference import difference
from dial_lsp.diagnostics import Effect
from tests.access.configs import ROLES, access_of, policies, whole_policies

if TYPE_CHECKING:
    from collections.abc import Iterator


CALLERS = [roles for size in range(len(ROLES) + 1) for roles in combinations(ROLES, size)]


law = settings(max_examples=60, deadline=None)


@law
@given(policies | whole_policies)
def test_a_config_does_not_differ_from_itself(config: dict[str, Any]) -> None:
    assert difference(access_of(config), access_of(config)).changes == ()


@law
@given(*[policies | whole_policies] * 2)
def test_the_difference_back_is_the_mirror_of_the_difference(old: dict[str, Any], new: dict[str, Any]) -> None:
    forth = difference(access_of(old), access_of(new)).changes
    back = difference(access_of(new), access_of(old)).changes
    assert sorted(repr(change.mirrored()) for change in forth) == sorted(map(repr, back))


@law
@given(policies | whole_policies, st.randoms(use_true_random=False))
def test_format_and_order_of_members_make_no_difference(config: dict[str, Any], random: Any) -> None:
    text = "// a comment\n" + json.dumps(_shuffled(config, random), indent=random.choice((None, 1, 8)))
    assert difference(access_of(config), access_of(text)).changes == ()


@law
@given(policies, st.randoms(use_true_random=False))
def test_moving_entries_between_merged_files_makes_no_difference(config: dict[str, Any], random: Any) -> None:
    files: tuple[dict[str, Any], ...] = ({}, {}, {})
    for section, entries in config.items():
        for name, value in entries.items():
            home = files[0] if section == "routes" else random.choice(files)  # the order of routes counts
            home.setdefault(section, {})[name] = value
    assert difference(access_of(config), access_of(*files)).changes == ()


@settings(max_examples=400, deadline=None)
@given(policies, policies)
def test_the_effect_is_what_some_caller_gains_or_loses(old: dict[str, Any], new: dict[str, Any]) -> None:
    before = access_of({"models": old["models"], "roles": old["roles"]})
    after = access_of({"models": new["models"], "roles": new["roles"]})
    assert effect_of(before, after) == combined(_effects(before, after))


@law
@given(*[policies | whole_policies] * 2)
def test_what_is_taken_over_from_before_makes_no_difference(old: dict[str, Any], new: dict[str, Any]) -> None:
    before = access_of(old)
    _ask_everything(before)
    after, fresh = access_of(new, previous=before), access_of(new)
    assert _ask_everything(after) == _ask_everything(fresh)
    assert difference(before, after).changes == difference(access_of(old), fresh).changes


def _shuffled(value: Any, random: Any, *, is_ordered: bool = False) -> Any:
    """The same JSON with members in another order, except routes, whose order counts."""
    if not isinstance(value, dict):
        return value
    names = list(value)
    if not is_ordered:
        random.shuffle(names)
    return {name: _shuffled(value[name], random, is_ordered=name == "routes") for name in names}


def _effects(before: Access, after: Access) -> Iterator[Effect]:
    """What each set of roles gains or loses, object by object."""
    names = {found.identity for access in (before, after) for found in access.objects}
    for roles in CALLERS:
        for identity in names:
            (granted, low), (admitted, high) = _answer(before, roles, identity), _answer(after, roles, identity)
            if granted and admitted:
                pairs = tuple(zip(low, high, strict=True))
                yield effect_of_sets(gains=any(x < y for x, y in pairs), loses=any(x > y for x, y in pairs))
            else:
                yield effect_of_sets(gains=admitted, loses=granted)


def _answer(access: Access, roles: tuple[str, ...], identity: object) -> tuple[bool, tuple[int, ...]]:
    for found in access.objects:
        if found.identity == identity:
            verdict = access.verdict(access.caller(*roles), found)
            return verdict.granted, verdict.limits.values
    return False, ()


def _ask_everything(access: Access) -> list[object]:
    return [
        (found, access.verdict(subject, found))
        for subject in (*access.keys, *(access.caller(*roles) for roles in CALLERS))
        for found in access.objects
    ]


@law
@given(*[policies | whole_policies] * 2)
def test_the_effect_of_a_comparison_is_that_of_the_difference(old: dict[str, Any], new: dict[str, Any]) -> None:
    before = access_of(old)
    after = access_of(new, previous=before)
    comparison = Comparison(before)
    assert [comparison.effect(after) for _ in range(2)] == [difference(access_of(old), access_of(new)).effect] * 2
    assert comparison.effect(before) == Effect.NEUTRAL
