"""How changes are told to people: the sentence, and how it was and is."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from subprocess import CompletedProcess

    Run = Callable[..., CompletedProcess[str]]

MODEL = {"type": "chat", "endpoint": "http://a/chat/completions"}
UPSTREAM = {"endpoint": "https://up/x", "key": "made-up"}
KEY = {"project": "P", "role": "r"}
SECRET = "made-up-made-up-made-up"


def of_model(**members: Any) -> dict[str, Any]:
    return {"models": {"m": {**MODEL, **members}}}


def of_key(**members: Any) -> dict[str, Any]:
    return {"models": {"m": MODEL}, "keys": {SECRET: {**KEY, **members}}}


def of_application(**members: Any) -> dict[str, Any]:
    return {"applications": {"app": {"endpoint": "http://a/chat/completions", **members}}}


def of_toolset(**members: Any) -> dict[str, Any]:
    return {"toolsets": {"t": {"endpoint": "http://a/mcp", **members}}}


def of_route(**members: Any) -> dict[str, Any]:
    return {"routes": {"x": {"paths": ["/x"], "upstreams": [{"endpoint": "http://a/x", "key": "made-up"}], **members}}}


def of_cost(**limit: int | None) -> dict[str, Any]:
    return {"models": {"m": MODEL}, "roles": {"r": {"costLimit": limit}}}


def of_type(**route: Any) -> dict[str, Any]:
    base = {"dial:paths": ["/x"], "dial:methods": ["GET"], "dial:upstreams": [{"dial:endpoint": "http://a/x"}]}
    schema = {"$id": "x:type", "dial:applicationTypeRoutes": {"r": {**base, **route}}}
    return {"applicationTypeSchemas": [schema], "applications": {"app": {"applicationTypeSchemaId": "x:type"}}}


def of_price(tokens: int) -> dict[str, Any]:
    test = {"field": "prompt_tokens", "operator": "gt", "value": tokens}
    return of_model(pricing={"unit": "token", "prompt": {"test": test, "ifTrue": "0.2", "ifFalse": "0.1"}})


CLOSED = {"features": {"accessibleByPerRequestKey": False}}
ASKING = {"features": {"consentRequired": True}}
EVERY = "openaiChatCompletions, openaiEmbeddings, openaiResponses, anthropicMessages"
SIGN_IN = {"authorizationEndpoint": "http://idp/a", "tokenEndpoint": "http://idp/t"}

CASES = {
    "addresses": (
        of_key(allowedIpAddressRanges=["10.0.0.0/8"]),
        of_key(),
        ["widened: key 1 P: addresses 10.0.0.0/8 -> any", "was 10.0.0.0/8", "now any address"],
    ),
    "no address": (
        of_key(allowedIpAddressRanges=["10.0.0.0/8"]),
        of_key(allowedIpAddressRanges=[]),
        ["narrowed: key 1 P: addresses 10.0.0.0/8 -> none", "was 10.0.0.0/8", "now none"],
    ),
    "spending": (
        of_cost(day=5),
        of_cost(),
        ["widened: spending of role r: 5 -> unlimited USD a day", "was 5", "now unlimited"],
    ),
    "a null to spend": (
        of_cost(),
        of_cost(day=None),
        [
            "narrowed: spending of role r: unlimited -> null USD a day, so calls fail once something is spent",
            "was unlimited",
            "now null",
        ],
    ),
    "tools": (
        of_toolset(allowedTools=["read"]),
        of_toolset(),
        ['widened: toolset "t": tools read -> all', "was read", "now all tools"],
    ),
    "applications": (
        of_model(),
        of_model(**CLOSED),
        [
            'narrowed: model "m": applications and interceptors may not call it any more (by any interface)',
            "was not refused",
            f"now refused for {EVERY}",
        ],
    ),
    "consent": (
        of_model(**ASKING),
        of_model(),
        [
            'widened: model "m": users need not agree any more before it is called (by any interface)',
            f"was asked for {EVERY}",
            "now not asked",
        ],
    ),
    "consent to a dependency": (
        {**of_model(**ASKING), **of_application()},
        {**of_model(**ASKING), **of_application(dependencies=["m"])},
        [
            'changed: application "app" asks its users to agree to calls of model "m"',
            "was not asked",
            'now asked for model "m"',
        ],
    ),
    "appIdentity": (
        of_application(appIdentity="one"),
        of_application(appIdentity="other"),
        [
            (
                'widened and narrowed: application "app": another application or workload gets what its users have '
                "stored for its external services"
            ),
            "was yes",
            "now yes",
        ],
    ),
    "a link": (
        of_application(),
        of_application(resourceDependencies=[{"target": {"path": "current-user/files"}, "access": ["READ"]}]),
        [
            'widened: application "app": resources used in the name of its users none -> current-user/files (READ)',
            "was none",
            "now current-user/files (READ)",
        ],
    ),
    "an external service": (
        of_application(externalServices={"x": {"authSettings": SIGN_IN}}),
        of_application(externalServices={"x": {"authSettings": {**SIGN_IN, "tokenEndpoint": "https://b/t"}}}),
        [
            'changed: application "app" now goes to https://b',
            "was http://a, http://idp",
            "now http://a, http://idp, https://b",
        ],
    ),
    "the path": (
        of_route(),
        of_route(rewritePath=True),
        ['widened: route "x": the server behind is asked for the path of the request', "was no", "now yes"],
    ),
    "a host less": (
        of_model(upstreams=[UPSTREAM]),
        of_model(),
        [
            'changed: model "m" no longer goes to https://up',
            "was http://a, https://up",
            "now http://a",
            'changed: model "m": https://up no longer gets the key of the upstream',
            "was https://up gets the key of the upstream",
            "now none",
        ],
    ),
    "a new model": (
        {},
        of_model(userRoles=[], forwardAuthToken=True),
        ['changed: model "m" appears, and goes to http://a (which gets the caller\'s own token)', 'now model "m"'],
    ),
    "a new model that fails": (
        {},
        {"models": {"m": {"type": "chat", "userRoles": []}}},
        ['changed: model "m" appears, and goes to no host, but every call fails', 'now model "m"'],
    ),
    "a route of a type": (
        of_type(**{"dial:userRoles": ["b"]}),
        of_type(),
        [
            'widened: application "app": routes of its type r (GET of /x for b) -> r (GET of /x for all its callers)',
            "was r (GET of /x for b)",
            "now r (GET of /x for all its callers)",
        ],
    ),
    "conditions of a price": (
        of_price(1),
        of_price(2),
        [
            'changed: model "m": price prompt 0.1 to 0.2, completion 0 USD a token, now under other conditions',
            "was prompt 0.1 to 0.2, completion 0 USD a token",
            "now prompt 0.1 to 0.2, completion 0 USD a token",
        ],
    ),
    "a null": (
        of_model(),
        {**of_model(), "rateLimitSchedule": {"timezone": None}},
        ["changed: windows of limits begin by timezone UTC -> null, so all calls with limits fail", "now null"],
    ),
}


def test_what_core_is_told_beside_a_file_counts(run: Run, folder: Path) -> None:
    rules = {"rules": [{"source": "roles", "function": "EQUAL", "targets": ["boss"]}]}
    (folder / "aidial.settings.json").write_text(json.dumps({"access": {"admin": rules}}))
    (folder / "old.json").write_text(json.dumps(of_key()))
    (folder / "aidial.config.json").write_text(json.dumps(of_key(role="boss")))
    assert "key 1 P becomes an administrator" in run("diff", "old.json", "aidial.config.json").stdout


def test_a_route_that_fails_takes_requests_from_those_behind_it(run: Run, folder: Path) -> None:
    behind = {"paths": ["/y"], "upstreams": [{"endpoint": "http://a/x"}], "order": 2}
    for name, paths in (("old", ["/x"]), ("new", [""])):
        first = {"paths": paths, "methods": ["GET"], "response": {"status": 200}, "order": 1}
        (folder / f"{name}.json").write_text(json.dumps({"routes": {"first": first, "behind": behind}}))
    assert (
        'narrowed: route "behind": route "first" takes requests from it' in run("diff", "old.json", "new.json").stdout
    )


def test_why_tells_of_consent(run: Run, folder: Path) -> None:
    (folder / "config.json").write_text(json.dumps({**of_key(), **of_model(**ASKING)}))
    told = run("access", "config.json", "--why", "--key", "P", "--to", "m").stdout
    assert 'Core answers 403 to calls of model "m" until the caller has agreed to them (consentRequired)' in told


@pytest.mark.parametrize("name", CASES)
def test_a_change_is_told_as_people_would(run: Run, folder: Path, name: str) -> None:
    old, new, told = CASES[name]
    (folder / "old.json").write_text(json.dumps(old))
    (folder / "new.json").write_text(json.dumps(new))
    lines = run("diff", "old.json", "new.json", "--core-version", "latest").stdout.splitlines()
    words = [line.split() for line in lines if line.startswith("  ")]
    assert [" ".join((*one[:1], *one[2:]) if one[0] in ("was", "now") else one) for one in words] == told
