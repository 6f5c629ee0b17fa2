"""Policies in an editor: names across both files, what mends a policy, and what is pinned."""

from __future__ import annotations

from datetime import date

import pytest

from dial_lsp.engine.analysis import Analysis
from dial_lsp.features.policies.findings import findings
from dial_lsp.features.policies.meanings import named_at, renamed, renamed_group, renamed_here, targets, uses
from dial_lsp.features.policies.mending import mendings
from dial_lsp.features.policies.names import mention_at, mentions
from dial_lsp.features.policies.outline import outline
from dial_lsp.features.policies.pinning import appended, pinned_at
from dial_lsp.features.rename import Refusal
from dial_lsp.policies.reading import read_policies
from dial_lsp.policies.running import run
from dial_lsp.syntax import parse
from dial_lsp.text import Source, apply_edits

TODAY = date(2026, 11, 30)
CONFIG = """{
  "models": {
    "gpt-4": {"endpoint": "http://adapter/chat/completions", "userRoles": ["analyst", "support"]},
    "gpt-4*": {"endpoint": "http://adapter/chat/completions", "userRoles": ["analyst"]},
    "mini": {"endpoint": "http://adapter/chat/completions"},
    "closed": {"endpoint": "http://adapter/chat/completions", "userRoles": []}
  },
  "roles": {"analyst": {"limits": {"gpt-4": {"day": 5}}}, "support": {}},
  "keys": {
    "proxyKey-4c3f1b5d7e9a2b4c6d8e0f1a2b3c4d5e": {"project": "Reports", "roles": ["analyst"]},
    "proxyKey-6e2a9c4b1d8f4a7e9b3c5d6f7a8b9c0d": {"project": "Desk", "roles": ["support"]},
    "proxyKey-8b1d3f5a7c9e4b6d8f0a2c4e6b8d0f1a": {"project": "Desk", "roles": ["nobody"]}
  }
}
"""
POLICIES = """[groups]
staff = ["role:analyst", "key:Reports"]
dear = { models = "gpt-4" }

[[policy]]
name = "Only staff"
who = "@staff"
reaches = ["model:gpt-*", "model:mini"]

[[policy]]
use = "passes-interceptor"
interceptor = "guard"
on = "@dear"
"""


@pytest.fixture(scope="module")
def analysis() -> Analysis:
    return Analysis([parse(Source("config.json", CONFIG))])


def test_names_of_a_policy_file_stand_where_they_are_written() -> None:
    told = [(each.kind, POLICIES[each.span.start : each.span.end], each.is_definition) for each in mentions(POLICIES)]
    assert told == [
        ("group", "staff", True),
        ("role", "analyst", False),
        ("key", "Reports", False),
        ("group", "dear", True),
        ("model", "gpt-4", False),
        ("group", "staff", False),
        ("model", "gpt-*", False),
        ("model", "mini", False),
        ("interceptor", "guard", False),
        ("group", "dear", False),
    ]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("role:analyst", ["analyst"]),
        ("key:Reports", ["Reports"]),
        ("model:gpt-*", ["gpt-4", "gpt-4*"]),
        ("model:mini", ["mini"]),
        ('interceptor = "guard', []),
    ],
)
def test_a_name_leads_to_what_it_stands_for(analysis: Analysis, written: str, expected: list[str]) -> None:
    mention = mention_at(POLICIES, POLICIES.index(written) + len(written))
    assert mention is not None
    assert [each.whole.source.text[slice(*each.name)] for each in targets(analysis, mention)] == expected


def test_uses_are_found_in_both_files(analysis: Analysis) -> None:
    mention = mention_at(POLICIES, POLICIES.index("analyst"))
    assert mention is not None
    found = uses(analysis, mention, declaration=False)
    assert [CONFIG[slice(*each.span)] for each in found] == ["analyst"] * 3
    at = named_at(analysis, "config.json", CONFIG.index('"analyst"') + 3)
    assert at == ("role", "analyst")


@pytest.mark.parametrize(
    ("kind", "name", "new", "count"),
    [("role", "analyst", "expert", 4), ("key", "Desk", "Front", 2), ("model", "mini", "tiny", 1)],
)
def test_renaming_leaves_the_same_policies_in_force(
    analysis: Analysis, kind: str, name: str, new: str, count: int
) -> None:
    edits = renamed(analysis, kind, name, new)
    assert not isinstance(edits, Refusal)
    assert sum(map(len, edits.values())) == count
    here = renamed_here(mentions(POLICIES), kind, name, new)
    assert not isinstance(here, Refusal)
    config, policies = apply_edits(CONFIG, edits["config.json"]), apply_edits(POLICIES, here)
    assert told(config, policies) == [text.replace(name, new) for text in told(CONFIG, POLICIES)]


def told(config: str, policies: str) -> list[str]:
    access = Analysis([parse(Source("config.json", config))]).access
    report = run(read_policies(Source("dial-policy.toml", policies)), access, TODAY)
    problems = [each.message for outcome in report.outcomes for each in outcome.problems]
    return problems + [each.message for outcome in report.outcomes for each in outcome.breaches]


@pytest.mark.parametrize(("kind", "name", "new"), [("role", "analyst", "support"), ("key", "Desk", "Reports")])
def test_names_that_would_mean_something_else_are_refused(analysis: Analysis, kind: str, name: str, new: str) -> None:
    assert isinstance(renamed(analysis, kind, name, new), Refusal)


@pytest.mark.parametrize("new", ["a*", "#2"])
def test_a_name_that_policies_would_read_otherwise_is_refused(new: str) -> None:
    assert isinstance(renamed_here(mentions(POLICIES), "key", "Reports", new), Refusal)
    assert renamed_here(mentions(POLICIES), "key", "Desk", new) == ()


@pytest.mark.parametrize("new", ["dear", "", "a b", "é"])
def test_a_group_has_a_name_of_its_own(new: str) -> None:
    assert isinstance(renamed_group(mentions(POLICIES), "staff", new), Refusal)


def test_a_group_is_renamed_where_it_is_used() -> None:
    edits = renamed_group(mentions(POLICIES), "staff", "crew")
    assert not isinstance(edits, Refusal)
    assert apply_edits(POLICIES, edits) == POLICIES.replace("staff =", "crew =").replace("@staff", "@crew")


def test_the_outline_has_groups_and_policies() -> None:
    assert [(each.kind, each.name) for each in outline(POLICIES)] == [
        ("group", "staff"), ("group", "dear"), ("policy", "Only staff"), ("policy", "passes-interceptor")
    ]  # fmt: skip
    assert outline(POLICIES + 'x = "') == ()


def test_what_mends_a_policy_does_so(analysis: Analysis) -> None:
    policies = '[[policy]]\nname = "Only analysts"\non = "model:gpt-4"\nonly = "role:analyst"\n'
    report = run(read_policies(Source("dial-policy.toml", policies)), analysis.access, TODAY)
    assert not report.holds
    in_file, in_config, *_ = findings(report, analysis.config)
    for finding in (in_file, in_config):
        (found,) = mendings(analysis, report, finding, TODAY)
        assert found.title == 'models["gpt-4"].userRoles -= "support" (narrows access; all policies hold then)'
        assert told(apply_edits(CONFIG, found.edits["config.json"]), policies) == []


@pytest.mark.parametrize(
    ("place", "first"),
    [
        ('"Reports"', 'who = "key:Reports"'),
        ('"Desk"', 'who = "key:#2"'),
        ('"support": {}', 'who = "role:support"'),
        ('"gpt-4":', 'only = ["role:analyst", "role:support"]'),
        ('"mini"', 'who = "anyone"'),
        ('"closed"', 'never = "anyone"'),
        ('"support"]', 'reaches = "model:gpt-4"'),
    ],
)
def test_what_is_pinned_holds_and_is_sound(analysis: Analysis, place: str, first: str) -> None:
    text = pinned_at(analysis, "config.json", CONFIG.index(place) + 3, TODAY)
    assert first in text
    for before in ("", POLICIES, POLICIES.rstrip()):
        after = apply_edits(before, [appended(before, text)])
        assert [text for text in told(CONFIG, after) if text not in told(CONFIG, POLICIES)] == []


@pytest.mark.parametrize("place", ['"models"', '"gpt-4*"', "{\n"])
def test_what_no_selector_names_is_not_pinned(analysis: Analysis, place: str) -> None:
    assert not pinned_at(analysis, "config.json", CONFIG.index(place) + 1, TODAY)
