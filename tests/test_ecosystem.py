"""The difference that a change makes to what is said of files."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from typing import TYPE_CHECKING

from benchmarks import public_files
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


def git(folder: Path, *words: str) -> str:
    command = ["git", "-C", str(folder), "-c", "user.name=n", "-c", "user.email=e@example.com", *words]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def test_published_files_are_fetched_as_they_were_at_their_commit(tmp_path: Path) -> None:
    there, here = tmp_path / "people" / "config", tmp_path / "here"
    (there / "core").mkdir(parents=True)
    here.mkdir()
    git(there, "init", "--quiet")
    for name in ("uploadpack.allowFilter", "uploadpack.allowAnySHA1InWant"):
        git(there, "config", name, "true")
    (there / "core" / "config.json").write_text("{}", encoding="utf-8")
    git(there, "add", ".")
    git(there, "commit", "--quiet", "-m", "first")
    commit = git(there, "rev-parse", "HEAD")
    (there / "core" / "config.json").write_text('{"later": 1}', encoding="utf-8")
    git(there, "commit", "--quiet", "-am", "second")
    wanted = [
        public_files.PublicFile("people/config", commit, "core/config.json"),
        public_files.PublicFile("people/config", commit, "core/other.json"),
        public_files.PublicFile("people/nothing", commit, "a.json"),
    ]
    failed = list(public_files.fetch(wanted, here, tmp_path.as_uri()))
    assert [line.partition(" at ")[0] for line in failed] == [
        "core/other.json of people/config", "a.json of people/nothing"
    ]  # fmt: skip
    (found,) = here.iterdir()
    assert found.name == f"people__config__core__config@{commit[:7]}.json"
    assert found.read_text(encoding="utf-8") == "{}"
    found.write_text("kept", encoding="utf-8")
    assert list(public_files.fetch(wanted[:1], here, tmp_path.as_uri())) == []
    assert found.read_text(encoding="utf-8") == "kept"


def test_the_list_names_repositories_commits_and_paths() -> None:
    files = public_files.listed(public_files.LIST.read_text(encoding="utf-8"))
    assert len({one.name for one in files}) == len(files) > 100
    for one in files:
        assert re.fullmatch(r"[\w.-]+/[\w.-]+", one.repository)
        assert re.fullmatch("[0-9a-f]{40}", one.commit)
        assert one.path.endswith((".json", ".yaml"))
        assert ".." not in one.path
