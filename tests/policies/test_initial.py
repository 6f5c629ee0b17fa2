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
from dial_lsp.text import Source
from tests.access.configs import access_of, policies, whole_policies

if TYPE_CHECKING:
    from dial_lsp.policies.coverage import Coverage

TODAY = date(2026, 11, 30)


def covered(config: dict[str, Any]) -> Coverage:
    access = access_of(json.loads(json.dumps(config)))
    file = read_policies(Source("dial-policy.toml", initial(access)))
    report = run(file, access, TODAY)
    assert not file.mistakes
    assert [(each.policy.name, each.problems, each.breaches) for each in report.outcomes if not each.holds] == []
    return coverage(report, access, TODAY)


@settings(max_examples=30, deadline=None)
@given(whole_policies | policies)
def test_what_holds_now_holds_and_every_statement_is_pinned(config: dict[str, Any]) -> None:
    assert [each.mutant.could for each in covered(config).tried if each.fate != "pinned"] == []
