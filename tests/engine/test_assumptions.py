"""What is assumed does what the same edit of the text does, and what cannot be meant is refused with a way out."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dial_lsp.access.difference import difference
from dial_lsp.engine.assumption_syntax import AssumptionError
from dial_lsp.engine.assumptions import assumed
from tests.access.configs import NAMES, ROLES, access_of, policies

if TYPE_CHECKING:
    from collections.abc import Callable

    from dial_lsp.model.config import Config

    Edit = Callable[[dict[str, Any]], None]

CONFIG = {
    "models": {"gpt-3.5": {"userRoles": ["a"], "displayName": "One"}, "open": {"type": "chat"}},
    "roles": {"a": {"limits": {"gpt-3.5": {"day": 5}}}, "b": {}},
    "keys": {
        "secret-1": {"project": "P", "roles": ["a"]},
        "secret-2": {"project": "P", "role": "b"},
        "secret-3": {"project": "Q", "user_roles": []},
    },
}


def after(config: Config) -> dict[str, Any]:
    """What the texts hold, section by section."""
    held: dict[str, Any] = {}
    for document in config.documents:
        held.update(json.loads(document.source.text))
    return held


def of(config: dict[str, Any]) -> Config:
    return access_of(config).config


EDITS: dict[str, Edit] = {
    'models[gpt-3.5].userRoles += "b"': lambda c: c["models"]["gpt-3.5"]["userRoles"].append("b"),
    'models["gpt-3.5"].userRoles -= "a"': lambda c: c["models"]["gpt-3.5"]["userRoles"].remove("a"),
    "models[gpt-3.5].user_roles[0] = null": lambda c: c["models"]["gpt-3.5"].update(userRoles=[None]),
    "del models.open": lambda c: c["models"].pop("open"),
    "del models[gpt-3.5].userRoles": lambda c: c["models"]["gpt-3.5"].pop("userRoles"),
    'models.open.userRoles += "a"': lambda c: c["models"]["open"].update(userRoles=["a"]),
    "roles.a.limits[gpt-3.5].day = 7": lambda c: c["roles"]["a"]["limits"]["gpt-3.5"].update(day=7),
    "roles.b.limits[open].minute=7": lambda c: c["roles"]["b"].update(limits={"open": {"minute": 7}}),
    'keys[Q].roles = ["a"]': lambda c: c["keys"]["secret-3"].update(roles=["a"]),
    'keys[#2].role = "a"': lambda c: c["keys"]["secret-2"].update(role="a"),
    "del keys[ #1 ]": lambda c: c["keys"].pop("secret-1"),
    'keys += {"project": "R"}': lambda c: c["keys"].update({"assumed-key-4": {"project": "R"}}),
    "roles.c = {}": lambda c: c["roles"].update(c={}),
    "del roles": lambda c: c.pop("roles"),
    'globalInterceptors += "guard"': lambda c: c.update(globalInterceptors=["guard"]),
    'routes.r = {"paths": []}': lambda c: c.update(routes={"r": {"paths": []}}),
}


@pytest.mark.parametrize("text", EDITS)
def test_an_assumption_is_an_edit(text: str) -> None:
    expected = deepcopy(CONFIG)
    EDITS[text](expected)
    assert after(assumed(of(CONFIG), [text])) == expected


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "it starts with no section; it is written as PATH = VALUE, PATH += VALUE, PATH -= VALUE or del PATH"),
        ("models.open", "the path is not followed by =, += or -=;"),
        ("models.open.type = chat", "its value is no JSON: texts stand in double quotes;"),
        ("del models.open now", "something stands behind the path;"),
        ("routes.r.paths = []", 'there is no section "routes"; a new entry is routes[NAME] = {...}.'),
        ("model.open = {}", 'there is no such section; did you mean "models"?'),
        ("models.opem.type = 1", 'models has no such entry; did you mean "open"?'),
        ("del models.opem", 'models has no such entry; did you mean "open"?'),
        ("models.open.userRole = []", 'model has no such field; did you mean "userRoles"?'),
        ("keys[P].roles = []", "several keys have that project: name one of keys[#1], keys[#2]."),
        ("keys[#4].roles = []", "there are 3 keys, counted from 1."),
        ("keys[secret-1].roles = []", "no key has that project."),
        ('models[gpt-3.5].userRoles -= "A"', 'the list has no such element; did you mean "a"?'),
        ('models[gpt-3.5].displayName += "x"', "+= adds to a list, and what stands there is none."),
        ("models[gpt-3.5].userRoles[1] = 1", "the list has 1 elements, counted from 0."),
        ("models.open.type.x = 1", '"x" stands inside no object.'),
        ("del globalInterceptors", 'there is no section "globalInterceptors".'),
        ('models.open.type = "chat"', "nothing would change:"),
    ],
)
def test_what_cannot_be_meant_is_refused(text: str, sentence: str) -> None:
    with pytest.raises(AssumptionError) as raised:
        assumed(of(CONFIG), [text])
    assert str(raised.value).startswith(sentence)


_role = st.sampled_from(ROLES)
_name = st.sampled_from(NAMES)


def _guard(name: str, roles: list[str]) -> tuple[str, Edit]:
    return f"models.{name}.userRoles = {json.dumps(roles)}", lambda c: c["models"][name].update(userRoles=roles)


def _limit(role: str, name: str, day: int) -> tuple[str, Edit]:
    def edit(config: dict[str, Any]) -> None:
        config["roles"][role].setdefault("limits", {}).setdefault(name, {})["day"] = day

    return f"roles.{role}.limits.{name}.day = {day}", edit


_edits = st.one_of(
    st.builds(_guard, _name, st.lists(_role, max_size=2)), st.builds(_limit, _role, _name, st.integers(0, 9))
)


@settings(max_examples=100, deadline=None)
@given(policies, st.lists(_edits, min_size=1, max_size=4))
def test_what_is_assumed_makes_the_difference_of_the_edit(
    config: dict[str, Any], edits: list[tuple[str, Edit]]
) -> None:
    before, expected = access_of(config), json.loads(json.dumps(config))
    now = before.config
    for text, edit in edits:
        try:
            now = assumed(now, [text])
        except AssumptionError:
            continue  # there is no such model or role, or that is how it stands
        edit(expected)
    found, of_edit = (difference(before, each) for each in (before.after(now), access_of(expected)))
    assert found.changes == of_edit.changes
