"""What an answer gives as its reasons, and why calls fail that are let in."""

from __future__ import annotations

import json
from typing import Any

import pytest

from dial_lsp.access import Access
from dial_lsp.access.explain import cost_steps
from dial_lsp.model.config import Config
from dial_lsp.schema.versions import Version
from dial_lsp.syntax import parse
from dial_lsp.text import Source
from tests.access.configs import access_of

MODEL = {"type": "chat", "endpoint": "http://adapter/chat/completions"}
ROUTE = {"paths": ["/a"], "response": {"status": 200}}
CLOSED = {"accessibleByPerRequestKey": False}
KEY: dict[str, Any] = {"project": "P", "role": "a"}
TRANSLATED = {"mode": "translator", "translator": {"out": "openaiChatCompletions", "baseUrl": "http://t"}}


def steps(config: dict[str, Any], name: str, *roles: str) -> list[tuple[str, str | None]]:
    """The kind of each step, and the pointer of its place, for a caller with these roles or else the first key."""
    access = access_of(config)
    subject = access.caller(*roles) if roles else access.keys[0]
    (found,) = access.named(name)
    return [
        (step.kind, "/".join(map(str, step.at.pointer)) if step.at else None) for step in access.because(subject, found)
    ]


def failing(**sections: Any) -> list[str]:
    """Why calls fail of the one thing that is not an interceptor."""
    access = access_of(sections)
    (found,) = (found for found in access.objects if found.kind != "interceptor")
    return [problem.kind for problem in access.problems(found)]


def test_a_grant_names_the_role_of_the_key_and_its_place_in_the_list() -> None:
    config = {"models": {"m": {**MODEL, "userRoles": ["x", "b"]}}, "keys": {"secret": {**KEY, "roles": ["c", "b"]}}}
    assert steps(config, "m") == [("has-role", "roles/1"), ("admitted", "userRoles/1"), ("unlimited", None)]


def test_a_refusal_names_what_the_caller_has_and_what_is_admitted() -> None:
    config = {"models": {"m": {**MODEL, "userRoles": ["x"]}}, "keys": {"secret": KEY}}
    assert steps(config, "m") == [("has-roles", "role"), ("not-admitted", "userRoles")]


def test_each_role_that_supplies_a_limit_has_a_step() -> None:
    roles = {"a": {"limits": {"m": {"day": 5, "minute": 9}}}, "b": {"limits": {"m": {"day": 7, "minute": 1}}}}
    assert steps({"models": {"m": MODEL}, "roles": roles}, "m", "a", "b") == [
        ("open", ""),
        ("limit", "limits/m"),
        ("limit", "limits/m"),
    ]


def test_the_default_steps_in_and_may_deny() -> None:
    roles = {"default": {"limits": {"m": {"day": 0}}, "costLimit": {"day": 1}}}
    assert steps({"models": {"m": MODEL}, "roles": roles}, "m", "a") == [
        ("open", ""),
        ("default-limit", "limits/m"),
        ("denied-by-limit", "limits/m/day"),
        ("default-cost", "costLimit"),
    ]


def test_limits_of_an_application_are_asked_for_by_some_apis_only() -> None:
    config = {"applications": {"m": {"endpoint": "http://app"}}, "roles": {"a": {"limits": {"m": {"day": 5}}}}}
    assert [kind for kind, _ in steps(config, "m", "a")] == ["open", "limit", "limits-partly-asked"]


@pytest.mark.parametrize(("version", "kind"), [("latest", "limit"), ("0.48", "limits-not-known")])
def test_whether_routes_of_applications_have_limits_depends_on_the_version(version: str, kind: str) -> None:
    application = {"endpoint": "http://app", "routes": {"r": ROUTE}}
    config = {"applications": {"app": application}, "roles": {"a": {"limits": {"r": {"day": 5}}}}}
    documents = [parse(Source("aidial.config.json", json.dumps(config)))]
    access = Access(Config.of(documents, version=Version.parse(version)))
    (found,) = (found for found in access.objects if found.application is not None)
    assert [step.kind for step in access.because(access.caller("a"), found)] == ["open", kind]


def test_each_role_is_told_with_what_it_allows_to_spend() -> None:
    roles = {"a": {"costLimit": {"day": 2, "month": 4}}, "b": {"costLimit": {"day": 1, "month": 5}}}
    access = access_of({"models": {"m": MODEL}, "roles": roles})
    assert [step.message for step in cost_steps(access, access.caller("a", "b"))] == [
        'role "a" allows spending 2 USD a day, over all models',
        'role "b" allows spending 5 USD a month, over all models',
    ]


def test_an_interface_that_no_interceptor_sees_is_shown_where_it_is_declared() -> None:
    interfaces = {name: {"baseUrl": "http://b"} for name in ("openaiChatCompletions", "anthropicMessages")}
    model = {"type": "chat", "interfaces": interfaces, "interceptors": ["i"]}
    found = steps({"models": {"m": model}, "interceptors": {"i": {"endpoint": "http://i"}}}, "m", "a")
    assert ("unguarded", "interfaces/anthropicMessages") in found


def test_a_null_in_a_spending_limit_fails_beside_another_limit() -> None:
    roles = {"a": {"costLimit": {"day": None}}, "b": {"costLimit": {"day": 1}}}
    assert [kind for kind, _ in steps({"models": {"m": MODEL}, "roles": roles}, "m", "a", "b")][-1] == "cost-fails"


def test_a_key_may_be_replaced_or_come_from_nowhere() -> None:
    twin = {**KEY, "key": "secret"}
    config = {"models": {"m": MODEL}, "keys": {"secret": KEY, "other": twin}}
    assert steps(config, "m") == [("duplicate-secret", ""), ("open", "")]
    config = {"models": {"m": MODEL}, "keys": {"secret": {**KEY, "allowedIpAddressRanges": []}}}
    assert steps(config, "m") == [("no-address", "allowedIpAddressRanges"), ("open", "")]
    config = {"models": {"m": MODEL}, "keys": {"secret": {**KEY, "allowedIpAddressRanges": ["10.0.0.0/8"]}}}
    assert steps(config, "m") == [("addresses", "allowedIpAddressRanges"), ("open", ""), ("unlimited", None)]


@pytest.mark.parametrize(
    ("model", "problems"),
    [
        ({"endpoint": ""}, ["unserved"]),
        ({"responsesEndpoint": "http://r"}, []),
        ({"interfaces": {"openaiResponses": {"baseUrl": "http://b"}}}, []),
        ({"interfaces": {"openaiResponses": {}}}, ["unserved"]),
        ({"interfaces": {"openaiResponses": {}}, "baseUrl": "http://b"}, []),
        ({"interfaces": {"noSuchInterface": {"baseUrl": "http://b"}}}, ["unserved"]),
        ({"interfaces": {"anthropicMessages": {"mode": "translator", "translator": "t"}}}, ["unserved"]),
        ({"endpoint": "http://e", "maxRetryAttempts": 0}, ["no-attempts"]),
        ({"endpoint": "http://e", "upstreams": [{"endpoint": "http://u", "weight": 0}]}, ["upstreams-disabled"]),
        (
            {"endpoint": "http://e", "upstreams": [{"weight": 2**31 - 1}, {"weight": 1}]},
            ["disabled-upstreams/overflow"],
        ),
        ({"endpoint": "http://e", "upstreams": [{"weight": 1}] * 20}, []),
        ({"endpoint": "http://e", "interceptors": ["i", "no"]}, ["undefined-interceptor"]),
        ({"endpoint": "http://e", "interceptors": None}, ["interceptors-null"]),
        ({"endpoint": "http://e", "interceptors": ["i"]}, []),
        ({"endpoint": "http://e", "interceptors": ["i"], "features": CLOSED}, ["blocked-by-interceptor"]),
        ({"endpoint": "http://e", "features": CLOSED}, []),
        ({"interfaces": {"openaiResponses": TRANSLATED}, "features": CLOSED}, ["blocked-translator"]),
        ({"interfaces": {"openaiResponses": TRANSLATED}}, []),
        (
            {
                "endpoint": "http://e",
                "interceptors": ["i"],
                "features": CLOSED,
                "interfaces": {"anthropicMessages": "http://a"},
            },
            [],
        ),
    ],
)
def test_why_calls_of_a_model_fail(model: dict[str, Any], problems: list[str]) -> None:
    assert failing(models={"m": model}, interceptors={"i": {"endpoint": "http://i"}}) == problems


@pytest.mark.parametrize(
    ("route", "problems"),
    [
        (ROUTE, []),
        ({"paths": ["/a"]}, ["no-upstreams"]),
        ({"paths": ["/a"], "upstreams": [{"endpoint": "http://u"}]}, []),
        ({"paths": ["/a"], "upstreams": None}, ["upstreams-null"]),
        ({**ROUTE, "paths": ["/a", ""]}, ["null-pattern"]),
        ({**ROUTE, "methods": None}, ["null-pattern"]),
    ],
)
def test_why_calls_of_a_route_fail(route: dict[str, Any], problems: list[str]) -> None:
    assert failing(routes={"r": route}) == problems


def test_the_interceptors_of_a_type_come_after_the_global_ones() -> None:
    access = access_of(
        {
            "globalInterceptors": ["g", "g"],
            "applicationTypeSchemas": [{"$id": "http://type", "dial:applicationTypeInterceptors": ["t", "g"]}],
            "applications": {"app": {"applicationTypeSchemaId": "http://type", "interceptors": ["own", "t"]}},
            "interceptors": {name: {"endpoint": "http://i"} for name in ("g", "t", "own")},
        }
    )
    (found,) = access.named("app")
    assert [link.name for link in access.chain(found).links] == ["g", "g", "t", "own"]


def test_a_route_of_an_application_may_have_roles_of_its_own() -> None:
    routes = {"inherits": ROUTE, "opens": {**ROUTE, "userRoles": ["b"]}, "closed": {**ROUTE, "userRoles": []}}
    access = access_of({"applications": {"app": {"endpoint": "http://a", "userRoles": ["a"], "routes": routes}}})
    admitted = {
        found.name: [role for role in "ab" if access.reaches(access.caller(role), found)]
        for found in access.objects
        if found.kind == "route"
    }
    assert admitted == {"inherits": ["a"], "opens": ["b"], "closed": []}
