"""What Core did with generated configs, and what the rules on limits and upstreams say of them."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

from dial_lsp.diagnostics import Impact
from dial_lsp.engine.analysis import Analysis
from dial_lsp.rules import all_rules
from dial_lsp.settings import Settings
from dial_lsp.syntax import parse
from dial_lsp.text import Source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

VERSIONS = {"2026": "latest", "2025-03": "0.25"}
READ_AS_ZERO = {"null-value/number", "loose-value/fraction"}
DENY = {"non-positive-limit"} | READ_AS_ZERO
FAIL = {
    "disabled-upstreams/overflow",
    "non-positive-limit/attempts",
    "route-without-target",
    "null-value/collection",
    "unreadable-value/type",
} | READ_AS_ZERO
DISABLE = {"disabled-upstreams"} | READ_AS_ZERO
TOLD = DENY | FAIL | DISABLE | {"non-positive-limit/cost"}
RULES = [rule for rule in all_rules() if not TOLD.isdisjoint(rule.full_names)]


@cache
def loaded(shared: Path) -> list[tuple[dict[str, Any], set[str]]]:
    """Each case that Core loads, with the names of the rules that say what fails in it."""
    found: list[tuple[dict[str, Any], set[str]]] = []
    with (shared / "reference" / "access-oracle.jsonl").open(encoding="utf-8") as lines:
        for case in map(json.loads, lines):
            if case.get("load") != "rejects":
                document = parse(Source("aidial.config.json", json.dumps(case["config"])))
                settings = Settings(core_version=VERSIONS[case["version"]])
                diagnostics = Analysis([document], settings, rules=RULES).diagnostics
                found.append((case, {one.rule for one in diagnostics if one.impact is not Impact.NO_EFFECT}))
    return found


def test_what_core_denies_or_fails_is_told(shared: Path) -> None:
    silent = [
        f"{case['id']}: {what}"
        for case, told in loaded(shared)
        for what, rules in expected(case)
        if told.isdisjoint(rules)
    ]
    assert silent == []


def test_what_is_told_as_a_denial_is_one(shared: Path) -> None:
    for case, told in loaded(shared):
        answers = case.get("upstreams", ())
        if "non-positive-limit" in told and case["id"].startswith("limit1"):  # every caller with one role is asked
            assert any(query.get("denied_by_limit") for query in case["queries"]), case["id"]
        if "disabled-upstreams" in told and answers:
            assert any(one.get("final_status") == [503] for one in answers), case["id"]
        if {"disabled-upstreams/overflow", "non-positive-limit/attempts"} & told and answers:
            assert any("error" in one for one in answers), case["id"]


def expected(case: dict[str, Any]) -> Iterator[tuple[str, set[str]]]:
    """What Core refuses to do in a case, with the rules of which one must speak."""
    for query in case.get("queries", ()):
        asked = query.get("limit_asked") != "never"
        if query.get("access") and query.get("denied_by_limit") and asked:
            yield "denied by a limit", DENY
        if (query.get("cost") or {}).get("after_spending_1") == 429 and _has_non_positive_cost(case):
            yield "a spending limit of nothing", {"non-positive-limit/cost"}
    for answer in case.get("upstreams", ()):
        if answer["kind"] == "interceptor":
            continue  # Core never balances the calls of interceptors
        if "error" in answer:
            yield f"upstreams fail: {answer['error']}", FAIL
        elif answer["final_status"] == [503]:
            yield "no upstream is enabled", DISABLE


def _has_non_positive_cost(case: dict[str, Any]) -> bool:
    limits = [role.get("costLimit") or {} for role in (case["config"].get("roles") or {}).values() if role]
    return any(type(value) in (int, float) and value <= 0 for limit in limits for value in limit.values())
