"""The small subcommands."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from dial_lsp.engine.naming import names_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from subprocess import CompletedProcess

    Run = Callable[..., CompletedProcess[str]]


def test_rules_lists_every_rule_under_its_question(run: Run) -> None:
    listed = run("rules").stdout
    rows = [line.split()[0] for line in listed.splitlines() if line.startswith("  ")]
    assert sorted(rows) == sorted(names_of().codes)
    assert "\nopen: Who gets in that should not?\n  admin-key" in listed
    assert re.search(r"^  incomplete-key/project +error +A key that names no project\. \(fix\)$", listed, re.MULTILINE)


@pytest.mark.parametrize("name", ["merge", "security", "weak-key", "null-value", "null-value/entry", "null-entry"])
def test_rules_may_be_narrowed(run: Run, name: str) -> None:
    listed = json.loads(run("rules", name, "--format", "json").stdout)
    assert frozenset(rule["name"] for rule in listed) == names_of().meaning(name)


def test_rules_may_be_filtered(run: Run) -> None:
    def listed(*options: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = json.loads(run("rules", *options, "--format", "json").stdout)
        return found

    everything = listed()
    assert {one["fixable"] for one in everything} == {True, False}
    errors = ("error", "warning")
    assert listed("--severity", "warning") == [one for one in everything if one["severity"] in errors]
    assert listed("--fixable") == [one for one in everything if one["fixable"]]
    both = [one for one in everything if one["fixable"] and one["severity"] == "error" and one["group"] == "fails"]
    assert listed("fails", "--fixable", "--severity=error") == both
    strict = [one["name"] for one in everything if one["profile"] == "strict"]
    rows = run("rules", "strict").stdout.splitlines()
    assert sorted(row.split()[0] for row in rows if row.startswith("  ")) == strict
    assert all(re.search(r" \(strict(, fix)?\)$", row) for row in rows if row.startswith("  "))


def test_rules_as_json(run: Run) -> None:
    listed = json.loads(run("rules", "--format", "json").stdout)
    rule = listed[_index("incomplete-key/project")]
    assert {**rule, "page": ""} == {
        "name": "incomplete-key/project",
        "rule": "incomplete-key",
        "severity": "error",
        "impact": "file-rejected",
        "profile": "default",
        "fixable": True,
        "group": "refused",
        "tags": ["load"],
        "summary": "A key that names no project.",
        "page": "",
        "url": "https://dial-lsp.github.io/dial-lsp/rules/incomplete-key/#incomplete-keyproject",
    }
    assert rule["page"].startswith(rule["summary"])


def test_explain(run: Run) -> None:
    done = run("explain", "incomplete-key/project")
    assert done.stdout.startswith(
        "# incomplete-key/project\n\n*project: error, file rejected*\n\nA key that names no project.\n"
    )
    assert "\n## Accepted\n```json\n" in done.stdout


def test_explain_in_colors_shows_no_markdown(run: Run) -> None:
    shown = run("explain", "incomplete-key/project", "--color", "always").stdout
    assert shown.startswith("\x1b[1mincomplete-key/project\x1b[0m\n")
    assert "```" not in shown
    assert re.search(r'\n    \{"keys".*\n    \x1b\[1;91m +\^+ ', shown)


def test_explain_proposes_a_rule(run: Run) -> None:
    done = run("explain", "incomplet-key/project")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == 'Error: there is no rule "incomplet-key/project"; did you mean "incomplete-key/project"?\n'
    assert "`dial-lint rules` lists all" in run("explain", "xyz").stderr
    listing = 'Error: "security" is a tag; `dial-lint rules security` lists its rules.\n'
    assert run("explain", "security").stderr == listing
    assert '"open" is a group;' in run("explain", "open").stderr


def test_schema(run: Run) -> None:
    ours = json.loads(run("schema").stdout)
    assert ours["$id"] == "urn:dial-lsp:aidial.config.schema.json"
    assert '"x-dial"' not in run("schema", "--plain").stdout


def test_keygen(run: Run) -> None:
    keys = run("keygen", "5").stdout.splitlines()
    assert len(set(keys)) == 5
    assert all(re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]{42}", key) for key in keys)
    assert len(run("keygen").stdout.splitlines()) == 1
    assert run("keygen", "0").returncode == 2


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(run: Run, shell: str) -> None:
    script = run("completion", shell).stdout
    assert f"_DIAL_LINT_COMPLETE={shell}_complete" in script


@pytest.mark.parametrize(
    ("words", "completions"),
    [
        ("dial-lint ru", ["file,ru", "plain,rules"]),
        ("dial-lint conf/ai", ["file,conf/ai"]),
        ("dial-lint --mer", ["file,--mer", "plain,--merge"]),
        ("dial-lint --merge conf/ai", ["file,conf/ai"]),
        ("dial-lint --format sar", ["plain,sarif"]),
        ("dial-lint explain incomplete-key/proj", ["plain,incomplete-key/project"]),
    ],
)
def test_what_shells_propose(run: Run, words: str, completions: list[str]) -> None:
    env = {"_DIAL_LINT_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(len(words.split()) - 1)}
    assert run(env=env).stdout.splitlines() == completions


def test_statistics(run: Run, folder: Path) -> None:
    shown = run("--statistics", "refused.json").stdout
    assert shown == run("--format", "statistics", "refused.json").stdout
    assert re.search(r"^ +1  error        incomplete-key/project$", shown, re.MULTILINE)
    assert run("--statistics", "--format", "json=report.json", "refused.json").stdout == shown
    assert (folder / "report.json").exists()


def test_github_writes_the_summary_of_the_job(run: Run, folder: Path) -> None:
    (folder / "summary.md").write_text("# Before\n")
    run("--format", "github", "refused.json", env={"GITHUB_STEP_SUMMARY": "summary.md"})
    assert (folder / "summary.md").read_text().startswith("# Before\n## dial-lint\n\n")


def _index(name: str) -> int:
    return sorted(names_of().codes).index(name)
