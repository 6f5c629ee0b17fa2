"""The access page says what the JSON report says, cell by cell and reason by reason."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dial_lsp.reports.access import json as json_report
from dial_lsp.reports.access.answers import Answers
from dial_lsp.reports.pages import access as page
from tests.access.configs import access_of, policies, whole_policies

if TYPE_CHECKING:
    from pathlib import Path

    from dial_lsp.access import Access
    from tests.pages.conftest import Reader

GLYPHS = {
    "unlimited": "●",
    "limited": "◐",
    "partly": "▲",
    "refused": "∅",
    "fails": "!",
    "taken": "↷",
    "may": "✓",
    "denied": "·",
}


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pages") / "page.html"


@settings(max_examples=40)
@given(st.one_of(policies, whole_policies))
def test_a_page_has_the_answers_of_the_report(reader: Reader, place: Path, config: dict[str, Any]) -> None:
    check(reader, place, access_of(config))


def test_odd_callers_and_objects_too(reader: Reader, place: Path) -> None:
    check(reader, place, access_of(ODD))


def test_real_files_too(reader: Reader, place: Path, shared: Path) -> None:
    for name in ("*sample__aidial.config.json@ec6b049*", "*server__src__test__resources__aidial.config.json@0*"):
        for file in (shared / "corpus").glob(name):
            check(reader, place, access_of(file.read_text(encoding="utf-8")))


ODD: dict[str, Any] = {
    "models": {
        "open": {"endpoint": "http://a"},
        "closed": {"endpoint": "http://a", "userRoles": []},
        "null": {"endpoint": "http://a", "userRoles": [None, "b"]},
        "refused": {"endpoint": "http://a", "userRoles": ["a", "b"]},
        "unserved": {"userRoles": ["a"]},
        "bound": {"endpoint": "http://a", "interceptors": ["missing"]},
    },
    "applications": {
        "app": {"endpoint": "http://a", "routes": {"r": {"paths": ["/r"], "userRoles": ["a"], "response": {}}}},
    },
    "roles": {
        "a": {"limits": {"refused": {"day": 0}, "app": {"minute": 0}, "open": {"day": 2**60, "requestHour": 7}}},
        "b": {"limits": {"refused": {}, "null": {"week": 123456}}, "costLimit": {"day": 10}},
        "default": {"limits": {"bound": {"minute": 5}}},
        "n": {"costLimit": {"day": None}},
    },
    "keys": {
        "made-up-1": {"project": "P, Q", "key": "made-up-secret", "roles": ["a", "b"]},
        "made-up-2": {"project": "P", "key": "made-up-secret", "roles": ["b", "a"]},
        "made-up-3": {"project": "nowhere", "roles": ["a"], "allowedIpAddressRanges": []},
        "made-up-4": {"project": "somewhere", "roles": [None], "allowedIpAddressRanges": ["10.0.0.0/8"]},
        "made-up-5": {"project": "admins", "roles": ["admin", "n", "b"]},
        "made-up-6": {"project": "none"},
    },
}
"""Dead keys, nulls, limits of zero, numbers that no double holds, objects that fail."""


def check(reader: Reader, place: Path, access: Access) -> None:
    """Compare what the page shows with what the report says of every caller and object."""
    answers = Answers(access, (*access.keys, *access.roles, access.everyone), access.objects)
    place.write_text("".join(page.render(answers)), encoding="utf-8")
    shown = reader.read(place)
    report = json.loads("".join(json_report.render(answers)))
    assert [one["caller"] for one in shown["answers"]] == [
        label(caller) for caller in report["callers"] for _ in report["objects"]
    ]
    by_labels = {(one["caller"], one["object"]): one for one in shown["answers"]}
    for caller in report["callers"]:
        for called in report["objects"]:
            agree(by_labels[label(caller), label(called)], report, caller, called)
    for heads, called, state, glyph in shown["cells"]:
        first = next(
            one for (name, what), one in by_labels.items() if f"{heads}, ".startswith(f"{name}, ") and what == called
        )
        assert (state.split()[0], glyph) == (first["state"], GLYPHS[first["state"]])


def agree(shown: dict[str, Any], report: dict[str, Any], caller: dict[str, Any], called: dict[str, Any]) -> None:
    """One answer of the page and one of the report."""
    answer = called["answers"][called["by_class"][caller["class"]]]
    steps = [[place_of(step), step["message"]] for step in steps_of(report, caller, called, answer)]
    assert shown["steps"] == steps
    assert len(shown["excerpts"]) == sum(1 for at, _ in steps if at)
    is_asked = called["limits_asked"] == "always"
    assert shown["state"] == ("may" if answer["state"] == "unlimited" and not is_asked else answer["state"])
    limits = [f"{value:,}" for value in answer["limits"].values()] if answer["access"] else []
    counting = [cell.removesuffix(" counts") for line in shown["limits"] for cell in line if cell.endswith(" counts")]
    assert sorted(cell for cell in counting if cell != "∞") == sorted(limits)
    if shown["state"] in ("unlimited", "limited", "partly"):
        assert [limit for limit in limits if limit not in shown["sentence"]] == []


def steps_of(
    report: dict[str, Any], caller: dict[str, Any], called: dict[str, Any], answer: dict[str, Any]
) -> list[dict[str, Any]]:
    """The reasons of an answer, put together as docs/access.md says."""
    reasons = report["reasons"]
    kinds = {reasons[number]["kind"] for number in answer["because"]}
    role: list[int] = []
    if answer["roles"] and caller["because_of_roles"]:
        role = [caller["because_of_roles"][caller["roles"].index(answer["roles"][0])]]
    elif "not-admitted" in kinds:
        role = caller["because_of_no_role"]
    asks_money = answer["access"] and called["limits_asked"] in ("always", "v1-apis")
    cost = caller["because_of_cost"] if asks_money else []
    numbers = [*caller["because"], *role, *answer["because"], *cost, *answer["problems"]]
    return [reasons[number] for number in numbers]


def place_of(step: dict[str, Any]) -> str:
    return f"{step['path']}:{step['line']}:{step['column']}" if step["path"] else ""


def label(value: dict[str, Any]) -> str:
    """A caller or object of the report as the page names it."""
    match value:
        case {"kind": "key", "position": position, "project": project}:
            return f"key {position} {project}"
        case {"kind": "roles", "roles": roles}:
            return "role " + "+".join(roles)
        case {"kind": "everyone"}:
            return "anybody"
        case {"kind": kind, "application": application, "name": name}:
            return f"{kind} {application}/{name}"
    return f"{value['kind']} {value['name']}"
