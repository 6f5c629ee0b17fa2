"""How calls that are let in fare: interface by interface, through dependencies, and whether requests arrive."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from dial_lsp.access import Access
from dial_lsp.access.difference import difference
from dial_lsp.model.config import Config
from dial_lsp.schema.versions import Version
from dial_lsp.syntax import parse
from dial_lsp.text import Source
from tests.access.configs import access_of

if TYPE_CHECKING:
    from dial_lsp.access.change import Change

CHAT, RESPONSES, MESSAGES = "openaiChatCompletions", "openaiResponses", "anthropicMessages"
MODEL = {"type": "chat", "endpoint": "http://adapter/chat/completions"}
DIALECTS = {"interfaces": {name: {"baseUrl": "http://adapter"} for name in (CHAT, RESPONSES, MESSAGES)}}
GUARD = {"guard": {"endpoint": "http://guard/chat/completions"}}
CLOSED = {"features": {"accessibleByPerRequestKey": False}}


def answered(config: dict[str, Any], name: str, *roles: str, version: str = "latest") -> tuple[str, list[str]]:
    """The state of calls of a caller with these roles, and the kinds of what is wrong."""
    documents = [parse(Source("aidial.config.json", json.dumps(config)))]
    access = Access(Config.of(documents, version=Version.parse(version)))
    (found,) = access.named(name)
    answer = access.answer(access.caller(*roles), found)
    return answer.state, [problem.kind for problem in answer.problems]


def changes(old: dict[str, Any], new: dict[str, Any]) -> list[Change]:
    """The changes from one config to the other."""
    return list(difference(access_of(old), access_of(new)).changes)


def test_a_model_may_be_guarded_for_chat_and_open_on_messages() -> None:
    access = access_of(
        {"models": {"m": {"type": "chat", **DIALECTS, "interceptors": ["guard"]}}, "interceptors": GUARD}
    )
    (found,) = access.named("m")
    told = {
        calls.interface: [[link.name for link in links] for links in (calls.passes, calls.skips)]
        for calls in access.calls(found)
    }
    assert told == {CHAT: [["guard"], []], RESPONSES: [[], ["guard"]], MESSAGES: [[], ["guard"]]}
    steps = [(step.kind, step.message) for step in access.because(access.everyone, found)][-2:]
    assert steps == [
        ("passes", 'chat completions of model "m" pass interceptor "guard"'),
        ("unguarded", 'Responses and Anthropic Messages of model "m" do not pass interceptor "guard"'),
    ]


@pytest.mark.parametrize(
    ("model", "version", "expected"),
    [
        ({"interceptors": ["absent"]}, "latest", ("partly", ["undefined-interceptor", "undefined-interceptor"])),
        ({"interceptors": ["absent"]}, "0.45", ("partly", ["undefined-interceptor"])),
        ({"interceptors": ["guard"], **CLOSED}, "latest", ("partly", ["blocked-by-interceptor"])),
        ({"interceptors": ["guard"]}, "0.45", ("unlimited", [])),
        ({"interceptors": ["guard"]}, "0.47.1", ("partly", ["base-url-behind-interceptors", "interceptor-cannot"])),
        ({"interceptors": ["guard"]}, "0.48", ("unlimited", [])),
        ({"interceptors": None}, "latest", ("partly", ["interceptors-null", "interceptors-null"])),
        ({"upstreams": [{}]}, "latest", ("partly", ["upstream-without-id", "upstream-without-id"])),
        ({"upstreams": [{}, {"id": "x"}]}, "latest", ("unlimited", [])),
        ({"maxRetryAttempts": 0}, "latest", ("fails", ["no-attempts"])),
    ],
)
def test_calls_of_single_interfaces_may_fail(
    model: dict[str, Any], version: str, expected: tuple[str, list[str]]
) -> None:
    config = {"models": {"m": {"type": "chat", **DIALECTS, **model}}, "interceptors": GUARD}
    assert answered(config, "m", version=version) == expected


def test_what_fails_everywhere_is_told_once() -> None:
    config = {"models": {"m": {**MODEL, "interceptors": ["absent"]}}}
    access = access_of(config)
    (found,) = access.named("m")
    (problem,) = access.problems(found)
    assert problem.message == 'no interceptor is named "absent", so Core answers 404 to calls of model "m"'


DEPENDING: dict[str, Any] = {
    "models": {
        "open": MODEL,
        "guarded": {**MODEL, "userRoles": ["a"]},
        "closed": {**MODEL, **CLOSED},
        "left out": {**MODEL, "features": {"accessibleByPerRequestKey": None}},
        "nothing": {**MODEL, "userRoles": []},
        "refusing": {**MODEL, "userRoles": ["a", "b"]},
    },
    "roles": {"b": {"limits": {"refusing": {"day": 0}}}},
}


@pytest.mark.parametrize(
    ("dependencies", "roles", "expected"),
    [
        (["open", "elsewhere"], [], ("unlimited", [])),
        (["guarded"], ["a"], ("unlimited", [])),
        (["guarded"], ["b"], ("fails", ["dependency", "dependency-not-admitted"])),
        (["closed"], ["a"], ("fails", ["dependency", "dependency-closed"])),
        (["nothing"], ["a"], ("fails", ["dependency", "dependency-not-admitted"])),
        (["refusing"], ["b"], ("fails", ["dependency", "dependency-refused"])),
        (["inner"], ["b"], ("fails", ["dependency", "dependency", "dependency-not-admitted"])),
        (["inner"], ["a"], ("unlimited", [])),
        (["app"], ["a"], ("unlimited", [])),
        (["left out"], ["a"], ("unlimited", [])),
        (["circle"], ["a"], ("unlimited", [])),
        (["unserved"], ["a"], ("fails", ["dependency", "unserved"])),
    ],
)
def test_an_application_fails_by_what_its_caller_may_not_call(
    dependencies: list[str], roles: list[str], expected: tuple[str, list[str]]
) -> None:
    applications = {
        "app": {"endpoint": "http://app", "dependencies": dependencies},
        "inner": {"endpoint": "http://app", "dependencies": ["guarded"]},
        "circle": {"endpoint": "http://app", "dependencies": ["app"]},
        "unserved": {"endpoint": ""},
    }
    assert answered({**DEPENDING, "applications": applications}, "app", *roles) == expected


def test_dependencies_came_with_a_version() -> None:
    applications = {"app": {"endpoint": "http://app", "dependencies": ["closed"]}}
    assert answered({**DEPENDING, "applications": applications}, "app", version="0.26") == ("unlimited", [])


ANSWERS = {"response": {"status": 200}}


@pytest.mark.parametrize(
    ("first", "second", "state"),
    [
        ({"paths": ["/a/.*"]}, {"paths": ["/a/b"]}, "taken"),
        ({"paths": ["/a/.*"], "methods": ["GET"]}, {"paths": ["/a/b"]}, "unlimited"),
        ({"paths": ["/a", "/b"]}, {"paths": ["/b", "/a"]}, "taken"),
        ({"paths": ["/a"]}, {"paths": ["/a"], "order": 1}, "unlimited"),
        ({"paths": ["/[ac]/.*"]}, {"paths": ["/a/[bc]"]}, "taken"),
        ({"paths": ["/a/[^/]*"]}, {"paths": ["/a/.*"]}, "unlimited"),
        ({"paths": [""]}, {"paths": ["/b"]}, "taken"),
        ({"paths": ["/b", ""], "methods": ["GET"]}, {"paths": ["/b"], "methods": ["GET"]}, "taken"),
        ({"paths": [""], "methods": ["GET"]}, {"paths": ["/b"]}, "unlimited"),
    ],
)
def test_a_route_may_get_no_request(first: dict[str, Any], second: dict[str, Any], state: str) -> None:
    routes = {"first": {**first, **ANSWERS}, "second": {**second, **ANSWERS}}
    assert answered({"routes": routes}, "second")[0] == state
    application = {"app": {"endpoint": "http://app", "routes": routes}}
    assert answered({"applications": application}, "app/second")[0] == state


@pytest.mark.parametrize(
    ("schedule", "limit", "state"),
    [
        ({"timezone": None}, {"minute": 5}, "fails"),
        ({"timezone": None}, {}, "unlimited"),
        ({"weekStartDay": None}, {"day": 5}, "limited"),
        ({"weekStartDay": None}, {"week": 5}, "fails"),
        ({"resetTime": None}, {"requestHour": 5}, "fails"),
        (None, {"day": 5}, "fails"),
        ({"timezone": "UTC"}, {"day": 5}, "limited"),
    ],
)
def test_a_null_in_the_schedule_fails_calls_with_limits(schedule: Any, limit: dict[str, int], state: str) -> None:
    config = {"rateLimitSchedule": schedule, "models": {"m": MODEL}, "roles": {"a": {"limits": {"m": limit}}}}
    assert answered(config, "m", "a")[0] == state


@pytest.mark.parametrize(
    ("section", "role", "state"),
    [
        ("models", {"costLimit": {"day": 5}}, "limited"),
        ("applications", {"costLimit": {"day": 5}}, "limited"),
        ("models", {"limits": {"m": {"day": 0}}}, "refused"),
        ("applications", {"limits": {"m": {"day": 0}}}, "partly"),
        ("models", {"limits": {"m": {}}}, "unlimited"),
    ],
)
def test_nothing_is_without_limit_where_one_binds(section: str, role: dict[str, Any], state: str) -> None:
    entry = MODEL if section == "models" else {"endpoint": "http://app"}
    assert answered({section: {"m": entry}, "roles": {"a": role}}, "m", "a")[0] == state


def test_a_guard_that_one_interface_loses_is_told_of_that_interface() -> None:
    def config(interceptors: list[str], *interfaces: str) -> dict[str, Any]:
        declared = {name: {"baseUrl": "http://adapter"} for name in interfaces}
        return {
            "models": {"m": {"type": "chat", "interceptors": interceptors, "interfaces": declared}},
            "interceptors": GUARD,
        }

    found = changes(config(["guard"], CHAT), config(["guard"], CHAT, MESSAGES))
    assert [(one.kind, one.field, one.before.value, one.after.value) for one in found if one.kind != "interfaces"] == [
        ("interceptors", MESSAGES, None, [])
    ]
    found = changes(config(["guard"], CHAT, MESSAGES), config([], CHAT, MESSAGES))
    assert [(one.kind, one.field, one.before.value, one.after.value) for one in found] == [
        ("interceptors", CHAT, ["guard"], [])
    ]
    found = changes(config(["guard"], CHAT), config(["absent"], CHAT))
    assert [(one.kind, one.field, one.before.value, one.after.value) for one in found] == [
        ("interceptors", "", ["guard"], ["absent"]),
        ("serving", "", [], ["undefined-interceptor"]),
    ]


def test_an_application_that_begins_to_fail_for_somebody_is_told() -> None:
    def config(*roles: str) -> dict[str, Any]:
        application = {"endpoint": "http://app", "dependencies": ["m"]}
        return {"models": {"m": {**MODEL, "userRoles": [*roles]}}, "applications": {"app": application}}

    found = [one for one in changes(config("a", "b"), config("a")) if one.kind == "dependencies"]
    assert [(one.about, one.before.value, one.after.value) for one in found] == [
        ('a caller with role "b"', [], ['model "m"'])
    ]


def test_a_key_that_comes_to_share_storage_widens() -> None:
    def config(project: str) -> dict[str, Any]:
        keys = {
            "made-up-1": {"project": project, "role": "a"},
            "made-up-2": {"project": "P", "role": "a"},
        }
        return {"applications": {"search": {"endpoint": "http://app"}}, "keys": keys}

    found = [one for one in changes(config("Q"), config("search")) if one.kind == "storage"]
    assert [(one.effect, one.before.value, one.after.value) for one in found] == [
        ("widens", [], ['application "search"'])
    ]
    found = [one for one in changes(config("Q"), config("P")) if one.kind == "storage"]
    assert [(one.effect, one.before.value, one.after.value) for one in found] == [("widens", [], ["1 other key"])] * 2
