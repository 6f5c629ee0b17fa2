"""Groups and tags: each code has them, and rules are selected by them."""

from __future__ import annotations

import json

import pytest

from dial_lsp.diagnostics import Group
from dial_lsp.engine.analysis import Analysis
from dial_lsp.engine.naming import names_of
from dial_lsp.rulekit.labels import QUESTIONS, TAGS
from dial_lsp.settings import parse_settings
from dial_lsp.syntax import parse
from dial_lsp.text import Source

TEXT = json.dumps(
    {
        "keys": {"short": {"project": "p", "role": "reeder"}},
        "roles": {"reader": {"limits": {"gpt": {}}}, "broken": None},
        "models": {"gpt": {"type": "chat", "endpoint": "http://api.openai.com/v1/chat/completions"}},
    }
)


def found(settings: str) -> dict[str, str]:
    analysis = Analysis([parse(Source("a.json", TEXT))], parse_settings(settings, "dial-lint.toml"))
    return {one.rule: one.severity.word for one in analysis.diagnostics}


def test_there_is_a_question_for_each_group_and_a_rule_that_answers_it() -> None:
    assert list(QUESTIONS) == list(Group)
    assert {*names_of().groups} == {group.value for group in Group}
    assert {*names_of().tags} == TAGS


def test_every_code_has_one_group() -> None:
    grouped = [name for names in names_of().groups.values() for name in names]
    assert sorted(grouped) == sorted(names_of().codes)


def test_labels_are_no_names_of_rules() -> None:
    names = names_of()
    assert not {*names.groups, *names.tags} & {*names, *names.earlier}
    assert {*names.groups} & {*names.tags} <= {"merge"}
    assert names.groups["merge"] <= names.tags["merge"]


def test_what_decides_about_costs_or_access_is_among_what_reviewers_select() -> None:
    """Also where Core only drops it: a limit of a misspelt name leaves calls without one."""
    names = names_of()
    assert names.tags["cost"] >= {"unknown-limit-target", "inverted-limit", "rate-per-million", *names.groups["spend"]}
    assert names.tags["security"] >= {"surprising-ip-range/loose", "united-roles", *names.groups["open"]}
    assert {name for name in names if name.startswith("nobody-admitted/")} <= names.groups["fails"]


@pytest.mark.parametrize("label", ["security", "refused", "weak-key", "null-value/entry"])
def test_only_what_is_selected_is_shown(label: str) -> None:
    everything, selected = found(""), found(f'select = ["{label}"]')
    assert selected == {name: word for name, word in everything.items() if name in (names_of().meaning(label) or ())}
    assert selected


def test_what_is_not_shown_still_counts() -> None:
    settings = parse_settings('select = ["security"]', "dial-lint.toml")
    assert Analysis([parse(Source("a.json", TEXT))], settings).verdict == "rejects"


def test_a_label_chooses_a_severity_and_a_narrower_name_wins() -> None:
    chosen = found('[rules]\nweak-key = "error"\nsecurity = "hint"')
    assert chosen["weak-key"] == "error"
    assert chosen["plain-http"] == "hint"


def test_a_label_switches_on_no_rule_of_the_strict_profile_but_its_own_does() -> None:
    assert "secret-as-name" not in found('select = ["security"]')
    assert "secret-as-name" in found('select = ["strict"]')
    assert "secret-as-name" in found('select = ["secret-as-name"]')


def test_a_name_that_there_is_not_is_told() -> None:
    assert found('select = ["securty"]') == {"unknown-setting/rule": "warning"}
    assert "unknown-setting" in found('selekt = ["security"]\nselect = ["cost"]')
