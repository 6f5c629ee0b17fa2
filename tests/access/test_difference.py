"""One law each: what counts as a difference, and what it does."""

from __future__ import annotations

from typing import Any

import pytest

from dial_lsp.access.difference import difference
from dial_lsp.diagnostics import Effect
from tests.access.configs import access_of

MODEL = {"type": "chat", "endpoint": "http://adapter/chat/completions"}


def changes(old: dict[str, Any], new: dict[str, Any]) -> list[tuple[str, str, str, str, Any, Any, str]]:
    found = difference(access_of(old), access_of(new)).changes
    return [
        (change.kind, change.about, change.what, change.field, change.before.value, change.after.value, change.effect)
        for change in found
    ]


def config(**sections: Any) -> dict[str, Any]:
    return {"models": {"m": MODEL}, **sections}


def guarded(*roles: str) -> dict[str, Any]:
    return {**MODEL, "userRoles": list(roles)}


def limits(**roles: Any) -> dict[str, Any]:
    return {name: {"limits": {"m": limit}} for name, limit in roles.items()}


def test_a_role_that_is_admitted_gains_the_grant() -> None:
    assert changes(config(models={"m": guarded("a")}), config(models={"m": guarded("a", "b")})) == [
        ("grant", 'a caller with role "b"', 'model "m"', "", False, True, "widens")
    ]


def test_what_is_open_to_all_is_said_once() -> None:
    old, new = config(models={"m": guarded("a", "b")}), config()
    assert changes(old, new) == [("grant", "any authenticated caller", 'model "m"', "", False, True, "widens")]


def test_a_key_gains_what_its_new_role_is_granted() -> None:
    models = {"m": guarded("a")}
    old = config(models=models, keys={"secret": {"project": "P", "role": "x"}})
    new = config(models=models, keys={"secret": {"project": "P", "role": "a"}})
    assert changes(old, new) == [("grant", 'key 1 (project "P")', 'model "m"', "", False, True, "widens")]


def test_a_limit_is_raised_field_by_field() -> None:
    old, new = config(roles=limits(a={"day": 5, "minute": 7})), config(roles=limits(a={"day": 9, "minute": 3}))
    assert changes(old, new) == [
        ("limit", 'a caller with role "a"', 'model "m"', "day", 5, 9, "widens"),
        ("limit", 'a caller with role "a"', 'model "m"', "minute", 7, 3, "narrows"),
    ]


def test_a_first_entry_lowers_and_in_company_raises() -> None:
    old = config(roles={**limits(a={"day": 5}), "b": {}})
    new = config(roles=limits(a={"day": 5}, b={"day": 9}))
    assert changes(old, new) == [
        ("limit", 'a caller with role "b"', 'model "m"', "day", None, 9, "narrows"),
        ("limit", 'a caller with roles "a", "b"', 'model "m"', "day", 5, 9, "widens"),
    ]


@pytest.mark.parametrize(("low", "high"), [(-1, 0), (0, -1)])
def test_nothing_is_less_than_no_access(low: int, high: int) -> None:
    old, new = config(roles=limits(a={"day": low})), config(roles=limits(a={"day": high}))
    assert [change[-1] for change in changes(old, new)] == ["neutral"]


def test_a_key_that_appears_or_disappears_is_one_change() -> None:
    old, new = config(), config(keys={"secret": {"project": "P", "role": "a"}})
    assert changes(old, new) == [("subject", 'key 1 (project "P")', "", "key", None, "P", "widens")]
    assert changes(new, old) == [("subject", 'key 1 (project "P")', "", "key", "P", None, "narrows")]


def test_a_key_with_another_secret_was_replaced() -> None:
    old = config(keys={"old-secret": {"project": "P", "role": "a"}})
    new = config(keys={"new-secret": {"project": "P", "role": "a"}})
    assert changes(old, new) == [("subject", 'key 1 (project "P")', "", "key secret", "P", "P", "neutral")]


def test_a_role_that_makes_a_key_an_administrator_is_shown_where_the_key_has_it() -> None:
    old, new = ({"secret": {"project": "P", "roles": roles}} for roles in (["a"], ["a", "admin"]))
    found = difference(access_of(config(keys=old)), access_of(config(keys=new))).changes
    (change,) = (change for change in found if change.kind == "power")
    assert (change.effect, change.before.at) == ("widens", None)
    assert change.after.at is not None
    assert change.after.at.pointer == ("roles", 1)


def test_no_secret_is_in_a_change() -> None:
    old = config(keys={"old-secret": {"project": "old-secret", "role": "a"}})
    new = config(keys={"new-secret": {"key": "hidden", "project": "hidden", "role": "b"}})
    found = difference(access_of(old), access_of(new))
    told = repr([(found.changes, [found.because(change) for change in found.changes])])
    assert not [secret for secret in ("old-secret", "new-secret", "hidden") if secret in told]


def test_of_two_keys_with_one_secret_the_later_counts() -> None:
    models = {"m": guarded("a")}
    first, second = {"project": "P", "role": "a"}, {"project": "P", "role": "x", "key": "secret"}
    old = config(models=models, keys={"secret": first})
    new = config(models=models, keys={"secret": first, "other": second})
    assert [change[:1] + change[-3:] for change in changes(old, new)] == [("grant", True, False, "narrows")]


@pytest.mark.parametrize(
    ("old", "new", "effect"),
    [
        (None, ["10.0.0.0/8"], "narrows"),
        (["10.0.0.0/8"], ["10.1.0.0/16"], "narrows"),
        (["10.1.0.0/16"], ["10.0.0.0/8", "192.168.0.0/16"], "widens"),
        (["10.0.0.0/8"], ["192.168.0.0/16"], "narrows and widens"),
        (["10.0.0.0/8"], [], "narrows"),
        (["host/32"], ["host/32", "10.0.0.0/8"], "widens"),
    ],
)
def test_addresses_are_compared_as_ranges(old: Any, new: Any, effect: str) -> None:
    key = {"project": "P", "role": "a"}
    left = config(keys={"secret": {**key, "allowedIpAddressRanges": old}})
    right = config(keys={"secret": {**key, "allowedIpAddressRanges": new}})
    assert changes(left, right) == [("addresses", 'key 1 (project "P")', "", "", old, new, effect)]


def test_the_same_addresses_in_other_words_make_no_difference() -> None:
    keys = [
        {"secret": {"project": "P", "role": "a", "allowedIpAddressRanges": [text]}} for text in ("10.1/8", "10.0.0.0/8")
    ]
    assert changes(config(keys=keys[0]), config(keys=keys[1])) == []


def test_spending_may_be_raised() -> None:
    old, new = config(roles={"a": {"costLimit": {"day": 1}}}), config(roles={"a": {"costLimit": {"day": 2.5}}})
    (change,) = changes(old, new)
    assert (change[0], change[1], change[3], str(change[4]), str(change[5]), change[6]) == (
        "cost", 'a caller with role "a"', "day", "1", "2.5", "widens",
    )  # fmt: skip


def test_sharing_may_be_lowered() -> None:
    old, new = config(roles={"a": {}}), config(roles={"a": {"share": {"APPLICATION": {"max_accepted_users": 5}}}})
    assert changes(old, new) == [("share", 'a caller with role "a"', "", "APPLICATION users", 10, 5, "narrows")]


ROUTE = {"paths": ["/a"], "response": {"status": 200}}


@pytest.mark.parametrize(
    ("field", "old", "new", "effect"),
    [
        ("paths", ["/a"], ["/a", "/b"], "widens"),
        ("paths", ["/a|/b"], ["/b"], "narrows"),
        ("paths", ["/a"], ["/b"], "narrows and widens"),
        ("paths", ["/a"], [], "widens"),
        ("methods", ["GET"], ["GET", "POST"], "widens"),
        ("methods", ["GET"], [], "widens"),
        ("methods", ["GET"], ["POST"], "narrows and widens"),
    ],
)
def test_a_route_may_get_other_requests(field: str, old: Any, new: Any, effect: str) -> None:
    routes = [{"r": {**ROUTE, field: value}} for value in (old, new)]
    (change,) = changes(config(routes=routes[0]), config(routes=routes[1]))
    assert (change[0], change[2], change[3], change[6]) == ("route", 'route "r"', field, effect)


def test_the_requests_of_a_route_are_shown_where_they_are_written() -> None:
    old, new = config(routes={"r": ROUTE}), config(routes={"r": {**ROUTE, "methods": ["GET"]}})
    (change,) = difference(access_of(old), access_of(new)).changes
    assert [state.at.pointer for state in (change.before, change.after) if state.at] == [(), ("methods",)]


@pytest.mark.parametrize(
    ("old", "new", "effect"),
    [
        (["GET", "POST"], ["GET"], "narrows"),
        (["GET"], ["GET", "POST"], "widens"),
        (["GET"], ["POST"], "narrows and widens"),
    ],
)
def test_so_may_a_route_that_applications_have_from_their_type(old: Any, new: Any, effect: str) -> None:
    def typed(methods: list[str]) -> dict[str, Any]:
        route = {"dial:paths": ["/a"], "dial:methods": methods, "dial:upstreams": [{"dial:endpoint": "http://u"}]}
        return {
            "applications": {"app": {"applicationTypeSchemaId": "http://type"}},
            "applicationTypeSchemas": [{"$id": "http://type", "dial:applicationTypeRoutes": {"r": route}}],
        }

    (change,) = changes(typed(old), typed(new))
    assert change[-1] == effect


def test_other_words_for_the_same_paths_make_no_difference() -> None:
    routes = [{"r": {**ROUTE, "paths": paths}} for paths in (["/a", "/b"], ["/a|/b"], ["/(a|b)"])]
    assert changes(config(routes=routes[0]), config(routes=routes[1])) == []
    assert changes(config(routes=routes[1]), config(routes=routes[2])) == []


def test_a_route_tried_before_takes_requests_from_another() -> None:
    late, early = {**ROUTE, "paths": ["/a/.*"]}, {**ROUTE, "paths": ["/a/b"], "userRoles": ["x"]}
    old = config(routes={"late": {**late, "order": 1}, "early": {**early, "order": 2}})
    new = config(routes={"late": {**late, "order": 2}, "early": {**early, "order": 1}})
    assert changes(old, new) == [
        ("route", "", 'route "early"', "requests lost", "late", None, "widens"),
        ("route", "", 'route "late"', "requests lost", None, "early", "narrows"),
    ]


def test_the_order_of_routes_with_nothing_in_common_makes_no_difference() -> None:
    one, other = {**ROUTE, "paths": ["/a"]}, {**ROUTE, "paths": ["/b"]}
    assert changes(config(routes={"x": one, "y": other}), config(routes={"y": other, "x": one})) == []


def test_interceptors_and_failing_calls_are_told_but_neither_widen_nor_narrow() -> None:
    old = config(models={"m": {**MODEL, "interceptors": ["audit"]}}, interceptors={"audit": {"endpoint": "http://i"}})
    new = config(models={"m": {**MODEL, "interceptors": ["audti"]}}, interceptors={"audit": {"endpoint": "http://i"}})
    assert changes(old, new) == [
        ("interceptors", "", 'model "m"', "", ["audit"], ["audti"], Effect.NEUTRAL),
        ("serving", "", 'model "m"', "", [], ["undefined-interceptor"], Effect.NEUTRAL),
    ]


def test_a_new_model_is_gained_by_those_it_admits() -> None:
    assert changes({}, config(models={"m": guarded("a")})) == [
        ("grant", 'a caller with role "a"', 'model "m"', "", False, True, "widens"),
        ("object", "", 'model "m"', "http://adapter", False, True, Effect.NEUTRAL),
    ]


def test_each_side_has_its_reasons() -> None:
    found = difference(
        access_of(config(models={"m": guarded("a")})), access_of(config(models={"m": guarded("a", "b")}))
    )
    (change,) = found.changes
    before, after = found.because(change)
    assert [(step.kind, step.message) for step in before] == [("not-admitted", 'model "m" admits "a" only')]
    assert [(step.kind, step.message) for step in after] == [("admitted", '"b" is among the userRoles of model "m"')]
