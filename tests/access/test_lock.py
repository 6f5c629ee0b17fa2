"""The lock changes exactly when the difference is not empty."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dial_lsp.access.difference import difference
from dial_lsp.reports.lock import document
from tests.access.configs import access_of, policies, whole_policies
from tests.access.relevant_fields import EDITS

if TYPE_CHECKING:
    from collections.abc import Iterator

law = settings(max_examples=200, deadline=None)

MODEL = {"type": "chat", "endpoint": "http://adapter/chat/completions"}


def _with_projects(config: dict[str, Any]) -> dict[str, Any]:
    """Each key with a project of its own: a lock cannot tell keys of one project apart that change places."""
    keys = {secret: {**key, "project": f"{key['project']} of {secret}"} for secret, key in config["keys"].items()}
    return {**config, "keys": keys}


configs = (policies | whole_policies).map(_with_projects)


def _edits(config: Any, other: Any) -> Iterator[Any]:
    """The config with one part of another in the place of its own."""
    if not isinstance(config, dict) or not isinstance(other, dict):
        yield other
        return
    for name in {**config, **other}:
        without = {key: value for key, value in config.items() if key != name}
        if name not in other:
            yield without
        elif name not in config:
            yield {**config, name: other[name]}
        elif config[name] != other[name]:
            yield from ({**config, name: part} for part in _edits(config[name], other[name]))


@law
@given(configs, configs, st.data())
def test_a_lock_changes_exactly_when_access_does(old: dict[str, Any], new: dict[str, Any], data: Any) -> None:
    edited = data.draw(st.sampled_from([new, *_edits(old, new)]))
    before, after = access_of(old), access_of(edited)
    changes = [change for change in difference(before, after).changes if change.field != "key secret"]
    assert (document(before) == document(after)) == (changes == []), changes


@pytest.mark.parametrize("name", [name for name in EDITS if name != "Key.key"])
def test_an_edit_of_a_field_that_matters_changes_it(name: str) -> None:
    old, new = EDITS[name]
    assert document(access_of(old)) != document(access_of(new))


def test_keys_of_one_project_are_told_apart_by_what_they_may_call() -> None:
    models = {name: {**MODEL, "userRoles": [name]} for name in ("a", "b")}
    keys = {f"made-up-{name}": {"project": "P", "roles": [name]} for name in models}
    told = document(access_of({"models": models, "roles": {"a": {}, "b": {}}, "keys": keys}))
    callers = [line.partition(": ")[2] for line in told.splitlines() if line.startswith("  no limit: ")]
    assert sorted(callers) == ['key "P" (1), role "b"', 'key "P" (2), role "a"']


@pytest.mark.parametrize("allowed", [{}, {"userRoles": ["a", "b"]}, {"userRoles": ["a", "b", "default"]}])
def test_an_entry_matters_that_says_what_default_does_and_more_than_another(allowed: dict[str, Any]) -> None:
    roles = {name: {"limits": {"m": {"day": day}}} for name, day in (("a", 5), ("b", 3), ("default", 5))}
    before, after = (
        access_of({"models": {"m": {**MODEL, **allowed}}, "roles": given}) for given in (roles, {**roles, "a": {}})
    )
    assert difference(before, after).changes
    assert document(before) != document(after)


def test_a_lock_has_no_character_that_hides_or_moves_others() -> None:
    name = "a\u202e\x9b\u2028"
    models = {f"m{name}": {**MODEL, "userRoles": [name]}}
    keys = {"made-up": {"project": f"P{name}", "roles": [name]}}
    told = document(access_of({"models": models, "roles": {name: {}}, "keys": keys}))
    assert told.count("<U+202E><U+009B><U+2028>") == 5
    assert all(line.isprintable() for line in told.split("\n"))


def test_a_lock_has_no_secret_that_stands_in_a_name() -> None:
    secret = "kYb3Zq8Vt1Xw6Rm0Lp5Nc9Hf2Jd7Gs4A"
    models = {f"m {secret}": {**MODEL, "userRoles": [secret]}}
    keys = {secret: {"project": f"P {secret}", "roles": [secret]}}
    told = document(access_of({"models": models, "roles": {secret: {}}, "keys": keys}))
    assert "model" in told
    assert secret not in told
