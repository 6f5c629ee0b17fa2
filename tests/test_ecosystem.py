"""The difference that a change makes to what is said of files."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from benchmarks.ecosystem import ROOT, SHOWN, Found, files_in, findings, report

if TYPE_CHECKING:
    from pathlib import Path

STAYS = Found("weak-key", "warning", "a.json", 3, "weak")
GOES = Found("unknown-field", "error", "a.json", 2, "no such field")
COMES = Found("null-value", "warning", "a.json", 2, "null")


def test_what_comes_and_what_goes_is_shown_by_rule_and_place() -> None:
    assert list(report(Counter([STAYS, STAYS, GOES]), Counter([STAYS, COMES, COMES]), 1)) == [
        "1 files: 2 findings come, 2 go, 1 stay.",
        "",
        "| rule | come | go |",
        "|---|---:|---:|",
        "| `null-value` | 2 | 0 |",
        "| `unknown-field` | 0 | 1 |",
        "| `weak-key` | 0 | 1 |",
        "",
        "```diff",
        "- a.json:2 error[unknown-field] no such field",
        "+ a.json:2 warning[null-value] null",
        "+ a.json:2 warning[null-value] null",
        "- a.json:3 warning[weak-key] weak",
        "```",
    ]


def test_without_a_difference_only_the_count_is_said() -> None:
    assert list(report(Counter([STAYS]), Counter([STAYS]), 7)) == ["7 files: 0 findings come, 0 go, 1 stay."]


def test_what_is_left_out_is_said() -> None:
    many = Counter({GOES._replace(line=line): 1 for line in range(SHOWN + 5)})
    assert list(report(Counter(), many, 1))[-1] == "5 more are not shown."


def test_the_code_of_a_folder_is_what_runs(tmp_path: Path) -> None:
    path = tmp_path / "aidial.config.json"
    path.write_text('{"surprise": {}}', encoding="utf-8")
    ours = findings(ROOT, [str(path)])
    assert [(one.rule, one.line) for one in ours] == [("unknown-section", 1)]
    (tmp_path / "dial_lsp").mkdir()
    (tmp_path / "dial_lsp" / "__init__.py").touch()
    said = '{"rule": "other", "severity": "error", "path": "p", "range": {"start": {"line": 7}}, "message": "m"}'
    (tmp_path / "dial_lsp" / "__main__.py").write_text(f"print('{said}')", encoding="utf-8")
    assert list(findings(tmp_path, files_in([str(tmp_path)]))) == [Found("other", "error", "p", 7, "m")]
