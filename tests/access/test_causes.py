"""Every change of a difference has a cause among the edits: taken back alone, they show what they do."""

from __future__ import annotations

import copy
import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from dial_lsp.access.causes import MOST, Cause, causes_of, identity
from dial_lsp.access.comparison import Comparison
from dial_lsp.access.difference import difference
from dial_lsp.access.edits import edits_between
from dial_lsp.access.renames import steps_of
from dial_lsp.access.taken_back import shared, without
from tests.access.configs import NAMES, ROLES, access_of, policies, whole_policies

MODEL = {"type": "chat", "endpoint": "http://adapter/chat/completions"}
CONFIG: dict[str, Any] = {
    "models": {"m": {**MODEL, "userRoles": ["a"]}, "n": {**MODEL, "userRoles": ["a", "b"]}},
    "roles": {"a": {"limits": {"m": {"day": 5}}}, "b": {}},
    "keys": {"made-up-1": {"project": "P", "roles": ["a"]}, "made-up-2": {"project": "P", "roles": ["b"]}},
}


def causes(old: dict[str, Any], new: dict[str, Any]) -> tuple[Cause, ...]:
    return causes_of(difference(access_of(old), access_of(new)))


def told(old: dict[str, Any], new: dict[str, Any]) -> list[tuple[list[tuple[Any, ...]], list[tuple[str, str]]]]:
    """Each cause as the pointers of its edits, and its changes as kind and effect."""
    return [
        (
            [(edit.section, *edit.pointer) for step in cause.steps for edit in step.edits],
            [(change.kind, change.effect) for change in cause.changes],
        )
        for cause in causes(old, new)
    ]


def edited(**changed: Any) -> dict[str, Any]:
    """The config with other entries: SECTION__NAME=value."""
    config = copy.deepcopy(CONFIG)
    for path, value in changed.items():
        section, _, name = path.partition("__")
        config[section][name.replace("_", "-") if section == "keys" else name] = value
    return config


@settings(max_examples=80, deadline=None)
@given(*[policies | whole_policies] * 2)
def test_each_change_has_one_cause(old: dict[str, Any], new: dict[str, Any]) -> None:
    found = difference(access_of(old), access_of(new))
    every = [change for cause in causes_of(found) for change in cause.changes]
    assert sorted(map(repr, every)) == sorted(map(repr, found.changes))


@settings(max_examples=80, deadline=None)
@given(*[policies | whole_policies] * 2)
def test_what_an_edit_makes_is_gone_without_it_and_only_that(old: dict[str, Any], new: dict[str, Any]) -> None:
    before, after = access_of(old), access_of(new)
    found = causes_of(difference(before, after))
    config = shared(before.config, after.config)
    for cause in found:
        for step in cause.steps if len(found) > 1 else ():
            rest = difference(before, after.after(without(before.config, config, step.edits))).changes
            left = {identity(change) for change in rest}
            assert left.isdisjoint(map(identity, cause.changes))


@settings(max_examples=80, deadline=None)
@given(*[policies | whole_policies] * 2)
def test_with_all_edits_taken_back_nothing_differs(old: dict[str, Any], new: dict[str, Any]) -> None:
    before, after = access_of(old), access_of(new)
    config = shared(before.config, after.config)
    assert difference(before, after.after(config)).changes == difference(before, after).changes
    back = without(before.config, config, edits_between(before.config, config))
    assert difference(before, after.after(back)).changes == ()


@settings(max_examples=80, deadline=None)
@given(*[policies | whole_policies] * 2)
def test_what_is_not_compared_anew_makes_no_difference(old: dict[str, Any], new: dict[str, Any]) -> None:
    before, after = access_of(old), access_of(new)
    config = shared(before.config, after.config)
    whole = after.after(config, before.kept)
    comparison = Comparison(before)
    first = sorted(map(repr, comparison.changes(whole)))
    assert first == sorted(map(repr, difference(before, after).changes))
    for step in steps_of(edits_between(before.config, config)):
        rest = without(before.config, config, step.edits)
        found = sorted(map(repr, comparison.changes(whole.after(rest))))
        assert found == sorted(map(repr, difference(before, after.after(rest)).changes))


@settings(max_examples=60, deadline=None)
@given(policies | whole_policies)
def test_a_config_has_no_edits_against_itself(config: dict[str, Any]) -> None:
    assert causes(config, config) == ()
    assert list(edits_between(access_of(config).config, access_of(config).config)) == []


def test_edits_that_do_different_things_are_told_apart() -> None:
    new = edited(models__m={**MODEL, "userRoles": ["a", "b"]}, roles__a={"limits": {"m": {"day": 9}}})
    assert told(CONFIG, new) == [
        ([("models", "userRoles")], [("grant", "widens"), ("grant", "widens")]),
        ([("roles", "limits", "m", "day")], [("limit", "widens"), ("limit", "widens")]),
    ]


def test_what_needs_two_edits_is_told_of_both() -> None:
    new = edited(models__m={**MODEL, "userRoles": ["a", "c"]}, keys__made_up_2={"project": "P", "roles": ["b", "c"]})
    assert told(CONFIG, new) == [
        ([("models", "userRoles")], [("grant", "widens")]),
        ([("models", "userRoles"), ("keys", "roles")], [("grant", "widens")]),
    ]


def test_what_either_of_two_edits_does_is_nobodys_alone() -> None:
    new = edited(models__m={**MODEL, "userRoles": ["a", "b"]}, keys__made_up_2={"project": "P", "roles": ["b", "a"]})
    assert ([], [("grant", "widens")]) in told(CONFIG, new)


def test_a_role_that_is_renamed_is_one_edit() -> None:
    new = {
        "models": {"m": {**MODEL, "userRoles": ["x"]}, "n": {**MODEL, "userRoles": ["x", "b"]}},
        "roles": {"x": CONFIG["roles"]["a"], "b": {}},
        "keys": {"made-up-1": {"project": "P", "roles": ["x"]}, "made-up-2": CONFIG["keys"]["made-up-2"]},
    }
    (cause,) = causes(CONFIG, new)
    assert [step.renamed for step in cause.steps] == ["entry"]
    assert [edit.name for edit in cause.steps[0].edits if edit.section == "roles"] == ["x", "a"]


def test_a_model_that_is_renamed_is_one_edit_with_its_limits() -> None:
    new = copy.deepcopy(CONFIG)
    new["models"]["x"] = new["models"].pop("m")
    new["roles"]["a"] = {"limits": {"x": {"day": 5}}}
    (cause,) = causes(CONFIG, new)
    (step,) = cause.steps
    assert step.renamed == "entry"
    assert [edit.pointer for edit in step.edits if edit.section == "roles"] == [("limits", "m"), ("limits", "x")]


def test_a_replaced_key_and_a_renamed_project_are_one_edit_each() -> None:
    new = copy.deepcopy(CONFIG)
    new["keys"]["made-up-3"] = new["keys"].pop("made-up-1")
    assert [[step.renamed for step in cause.steps] for cause in causes(CONFIG, new)] == [["entry"]]
    new = copy.deepcopy(CONFIG)
    for key in new["keys"].values():
        key["project"] = "Q"
    assert [[step.renamed for step in cause.steps] for cause in causes(CONFIG, new)] == [["project"]]


def test_a_key_that_goes_takes_no_other_change_with_it() -> None:
    new = copy.deepcopy(CONFIG)
    del new["keys"]["made-up-1"]
    new["models"]["m"] = {**MODEL, "userRoles": ["a", "b"]}
    assert told(CONFIG, new) == [
        ([("models", "userRoles")], [("grant", "widens"), ("grant", "widens")]),
        ([("keys",)], [("subject", "narrows")]),
    ]


def test_many_edits_are_taken_back_by_entry() -> None:
    old = {"models": {f"m{at}": {**MODEL, "userRoles": []} for at in range(MOST)}}
    new = {"models": {f"m{at}": {**MODEL, "userRoles": ["a"], "maxRetryAttempts": 0} for at in range(MOST)}}
    found = causes(old, new)
    assert len(found) == MOST
    assert {len(step.edits) for cause in found for step in cause.steps} == {2}


def test_a_dependency_that_comes_is_the_cause_of_what_fails_by_it() -> None:
    application = {"endpoint": "http://app", "dependencies": ["x"]}
    old = {**CONFIG, "applications": {"app": application}}
    new = copy.deepcopy(old)
    new["models"]["x"] = {**MODEL, "userRoles": []}
    new["roles"]["a"] = {"limits": {"m": {"day": 9}}}
    assert [(edits, {kind for kind, _ in made}) for edits, made in told(old, new)] == [
        ([("models",)], {"object", "dependencies"}),
        ([("roles", "limits", "m", "day")], {"limit"}),
    ]


def renamed(old: str, new: str, config: dict[str, Any] = CONFIG) -> dict[str, Any]:
    """The config with a name replaced wherever it stands."""
    written: dict[str, Any] = json.loads(json.dumps(config).replace(f'"{old}"', f'"{new}"'))
    return written


def steps(old: dict[str, Any], new: dict[str, Any]) -> list[list[tuple[Any, ...]]]:
    """Each cause as what its steps rename, or where they are made."""
    return [
        [(step.renamed, *step.names) if step.renamed else step.first.path for step in cause.steps]
        for cause in causes(old, new)
    ]


def test_a_role_that_nothing_declares_is_renamed_by_its_uses() -> None:
    old = {**CONFIG, "roles": {"a": CONFIG["roles"]["a"]}}
    assert steps(old, renamed("b", "x", old)) == [[("role", "b", "x")]]


def test_it_is_not_renamed_where_the_old_name_is_left() -> None:
    old = {**CONFIG, "roles": {"a": CONFIG["roles"]["a"]}}
    new = renamed("b", "x", old)
    new["models"]["n"]["userRoles"] = ["a", "b"]
    assert steps(old, new) == [[("keys", "made-up-2", ("roles",))]]


def test_a_new_name_is_told_apart_from_what_else_is_edited() -> None:
    new = renamed("a", "x")
    new["roles"]["x"]["limits"]["m"]["day"] = 9
    new["models"]["n"]["userRoles"].append("c")
    assert steps(CONFIG, new) == [
        [("entry", "a", "x")],
        [("models", "n", ("userRoles",))],
        [("roles", "x", ("limits", "m", "day"))],
    ]


def test_a_model_is_told_by_its_limits_whatever_else_is_in_it() -> None:
    new = copy.deepcopy(CONFIG)
    del new["models"]["m"]
    new["models"]["x"] = {"type": "embedding", "endpoint": "http://other/embeddings"}
    new["roles"]["a"] = {"limits": {"x": {"day": 5}}}
    assert ("entry", "m", "x") in {step for cause in steps(CONFIG, new) for step in cause}


def test_what_has_nothing_in_common_is_no_new_name() -> None:
    old = {**CONFIG, "roles": {}}
    new = copy.deepcopy(old)
    del new["models"]["m"]
    new["models"]["x"] = {"type": "embedding", "endpoint": "http://other/embeddings"}
    assert sorted(step for cause in steps(old, new) for step in cause) == [("models", "m", ()), ("models", "x", ())]


def test_two_new_names_are_two_edits() -> None:
    both = [("entry", "m", "y"), ("entry", "a", "x")]
    found = steps(CONFIG, renamed("a", "x", renamed("m", "y")))
    assert sorted({step for cause in found for step in cause}) == sorted(both)


def test_what_a_new_name_does_otherwise_is_told() -> None:
    new = renamed("m", "x")
    new["roles"]["a"]["limits"] = {"m": {"day": 5}}
    (cause,) = causes(CONFIG, new)
    assert [(change.what, change.after.value) for change in cause.changes if change.kind == "limit"] == [
        ('model "m" / model "x"', None)
    ] * 2
    new = renamed("m", "x")
    new["models"]["x"]["endpoint"] = "http://other/chat/completions"
    assert "destination" in {change.kind for cause in causes(CONFIG, new) for change in cause.changes}


def test_the_only_key_of_a_project_is_replaced_whatever_its_roles() -> None:
    new = copy.deepcopy(CONFIG)
    del new["keys"]["made-up-1"]
    new["keys"]["made-up-3"] = {"project": "P", "roles": ["b"]}
    assert steps(CONFIG, new) == [[("entry", "made-up-1", "made-up-3")], [("keys", "made-up-3", ("roles",))]]


@settings(max_examples=60, deadline=None)
@given(policies | whole_policies, policies, st.sampled_from(ROLES), st.sampled_from(NAMES))
def test_a_new_name_wherever_it_stands_is_one_edit(
    config: dict[str, Any], other: dict[str, Any], role: str, model: str
) -> None:
    for old, name in ((config, role), (other, model)):
        found = steps(old, renamed(name, "fresh-name", old))
        assert {step for cause in found for step in cause} <= {
            ("entry", name, "fresh-name"),
            ("role", name, "fresh-name"),
        }
