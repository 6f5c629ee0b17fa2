"""What we say of config files that people have published, beside what Core itself says of them."""

from __future__ import annotations

import json
import sys
from functools import cache
from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Diagnostic, Impact, Severity
from dial_lsp.engine.analysis import Analysis
from dial_lsp.rules import all_rules
from dial_lsp.settings import Settings
from dial_lsp.syntax import parse
from dial_lsp.text import Source

if TYPE_CHECKING:
    from pathlib import Path

    from dial_lsp.rulekit.rule import Rule

VERSIONS = {"2026": "latest", "2025-03": "0.25"}
UNLESS = (Impact.ENTRY_DROPPED, Impact.CALL_FAILS)
"""What may be an error in a file that Core loads: what it drops from it, and what cannot work."""

DOCUMENTED_AS_MUST = {
    "undeclared-role": "DIAL's guide to API keys says that the roles of a key must be declared under roles",
}
"""Rules whose errors stand on a "must" of DIAL's documentation, not on Core's refusal."""


def test_core_and_we_agree_on_published_files(shared: Path) -> None:
    verdicts = [json.loads(line) for line in (shared / "corpus/verdicts.jsonl").read_text("utf-8").splitlines()]
    told = [
        (one, label, analysis(shared / "corpus" / one["file"], version).verdict)
        for one in verdicts
        for label, version in VERSIONS.items()
    ]
    disagreements = [
        f"{one['file']} for {label}: Core {one[label]} ({one[f'{label}_why']})"
        for one, label, verdict in told
        if verdict not in (one[label], "none")
    ]
    sys.stdout.write(f"{len(told) - len(disagreements)} of {len(told)} verdicts agree\n")
    assert disagreements == []
    of_other_formats = {one["file"] for one, _, verdict in told if verdict == "none"}
    assert [name for name in of_other_formats if "in_admin_format" not in name] == []


def test_an_error_in_a_file_core_loads_has_a_reason(shared: Path) -> None:
    wrong = [
        f"{path.name}: {found.rule}: {found.message}"
        for path in files(shared)
        for one in (analysis(path, "latest"),)
        if one.verdict == "accepts"
        for found in one.diagnostics
        if found.severity is Severity.ERROR and found.impact not in UNLESS and found.rule not in DOCUMENTED_AS_MUST
    ]
    assert wrong == []


def test_no_rule_fails_on_a_published_file(shared: Path) -> None:
    """Nor do the strict rules fail, nor for a version that knows hardly any of the fields."""
    failed = {
        finding.message
        for path in files(shared)
        for version in VERSIONS.values()
        for check, finding in analysis(path, version, all_rules()).findings
        if check.rule.name == "internal-error"
    }
    assert failed == set()


def test_a_usual_file_has_few_findings(shared: Path) -> None:
    """Half of the files have three findings or fewer, besides what is said of keys that are samples."""
    counts = sorted(
        sum(
            found.severity < Severity.HINT and found.rule not in ("weak-key", "weak-key/placeholder")
            for found in diagnostics(path)
        )
        for path in files(shared)
    )
    sys.stdout.write(f"findings above hint: {counts}\n")
    assert counts[len(counts) // 2] <= 3


def files(shared: Path) -> list[Path]:
    return sorted((shared / "corpus").glob("*.json"))


def diagnostics(path: Path) -> tuple[Diagnostic, ...]:
    return analysis(path, "latest").diagnostics


@cache
def analysis(path: Path, version: str, rules: tuple[Rule, ...] | None = None) -> Analysis:
    text = path.read_text("utf-8")
    return Analysis([parse(Source(path.name, text))], Settings(core_version=version), rules=rules)
