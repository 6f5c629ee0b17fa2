"""The policies that say what holds now do hold, and would notice every change."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings

from dial_lsp.policies.coverage import coverage
from dial_lsp.policies.initial import initial
from dial_lsp.policies.reading import read_policies
from dial_lsp.policies.running import run
from dial_lsp.policies.suggestions import suggested
from dial_lsp.text import Source
from tests.access.configs import access_of, policies, whole_policies

if TYPE_CHECKING:
    from dial_lsp.policies.coverage import Coverage

TODAY = date(2026, 11, 30)
SOME = """
[[policy]]
name = "Little"
at-most = { day = 5 }
[[policy]]
use = "granted-works"
"""


def covered(config: dict[str, Any], policies: str | None = None) -> Coverage:
    access = access_of(json.loads(json.dumps(config)))
    file = read_policies(Source("dial-policy.toml", initial(access) if policies is None else policies))
    report = run(file, access, TODAY)
    assert not file.mistakes
    assert [(each.policy.name, each.problems, each.breaches) for each in report.outcomes if not each.holds] == []
    return coverage(report, access, TODAY)


@settings(max_examples=30, deadline=None)
@given(whole_policies | policies)
def test_what_holds_now_holds_and_every_statement_is_pinned(config: dict[str, Any]) -> None:
    assert [each.mutant.could for each in covered(config).tried if each.fate != "pinned"] == []


@settings(max_examples=20, deadline=None)
@given(whole_policies | policies)
def test_with_what_is_suggested_nothing_goes_unnoticed(config: dict[str, Any]) -> None:
    access = access_of(json.loads(json.dumps(config)))
    some = run(read_policies(Source("dial-policy.toml", SOME)), access, TODAY)
    holding = SOME if some.holds else ""
    more = suggested(run(read_policies(Source("dial-policy.toml", holding)), access, TODAY), access, TODAY)
    assert [each.mutant.could for each in covered(config, holding + more).tried if each.fate != "pinned"] == []


def test_nothing_is_suggested_where_nothing_is_missed() -> None:
    access = access_of({"models": {"one": {"type": "chat", "endpoint": "http://one/chat/completions"}}})
    policies = read_policies(Source("dial-policy.toml", initial(access)))
    assert suggested(run(policies, access, TODAY), access, TODAY) == ""
