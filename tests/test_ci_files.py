"""What other people's CI runs of ours: pre-commit hooks, the GitHub action, the snippets of docs/ci.md, the image."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from dial_lsp.cli.main import dial_lint
from dial_lsp.reports import FORMATS
from tests.action.runner import Job

ROOT = Path(__file__).resolve().parent.parent
ACTION: dict[str, Any] = YAML(typ="safe").load(ROOT / "action.yml")
HOOKS: list[dict[str, Any]] = YAML(typ="safe").load(ROOT / ".pre-commit-hooks.yaml")
PAGE = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
CLEAN = '{"roles": {"basic": {}}, "keys": {"k8Zr1yB0mX3nV7cJ5hD9sF2gL4pQ6w": {"project": "A", "role": "basic"}}}'
BASH = "/bin/bash"
BROKEN = '{"roles": {"basic": {},}}'


def understands(command: str) -> bool:
    """Whether the words are a dial-lint command that click takes."""
    words = command.split()
    assert words[0] == "dial-lint"
    arguments = [re.sub(r"=(\"?)\$.*", "=x", word.strip("\"'")) for word in words[1:]]
    context = dial_lint.make_context("dial-lint", arguments, resilient_parsing=False)
    name, subcommand, rest = dial_lint.resolve_command(context, [*context._protected_args, *context.args])
    return subcommand is not None and subcommand.make_context(name, rest, parent=context) is not None


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_a_hook_runs_a_command_there_is(hook: dict[str, Any]) -> None:
    assert understands(hook["entry"])
    assert hook["language"] == "python"


@pytest.mark.parametrize(
    ("path", "is_ours"),
    [
        ("aidial.config.json", True),
        ("conf/aidial.config.jsonc", True),
        ("conf/prod.aidial.config.json", True),
        ("conf/prod-aidial.config.json", True),
        ("jest.config.json", False),
        ("notaidial.config.json", False),
        ("aidial.config.json.bak", False),
    ],
)
def test_hooks_take_the_usual_names(path: str, is_ours: bool) -> None:  # noqa: FBT001
    assert {bool(re.search(hook["files"], path)) for hook in HOOKS} == {is_ours}


def test_the_page_names_hooks_that_there_are() -> None:
    assert set(re.findall(r"- id: (dial-lint[\w-]*)", PAGE)) == {hook["id"] for hook in HOOKS}


@pytest.mark.parametrize("command", re.findall(r"(?:- |`)(dial-lint (?:init|check|-)[^`\n]*)", PAGE))
def test_a_command_of_the_page_is_understood(command: str) -> None:
    assert understands(command.replace('"why"', "why"))
    assert set(re.findall(r"--format (\w+)", command)) <= set(FORMATS)


def test_every_input_of_the_action_is_used_and_in_no_script() -> None:
    used = {name for step in ACTION["runs"]["steps"] for name in re.findall(r"inputs\.([\w-]+)", str(step))}
    assert used == set(ACTION["inputs"])
    assert all("${{" not in step.get("run", "") for step in ACTION["runs"]["steps"])


@pytest.mark.parametrize(
    ("inputs", "exit_code", "rules"),
    [
        ({}, 0, set()),
        ({"files": "clean.json\nbroken file.json\n"}, 1, {"trailing-comma"}),
        ({"files": "broken file.json", "fail_on": "never"}, 0, {"trailing-comma"}),
        ({"files": "broken file.json", "baseline": "known.json"}, 1, set()),
        ({"files": "broken file.json", "baseline": "known.json", "allow_refused": "true"}, 0, set()),
        ({"files": "$(touch hacked)"}, 2, None),
        ({"files": "clean.json", "sarif": "a.sarif\nplanted=yes"}, 2, None),
        ({"files": "clean.json\nbroken file.json", "merge": "true", "sarif": "a b.sarif"}, 1, {"trailing-comma"}),
    ],
)
def test_the_action_does_what_its_inputs_say(
    tmp_path: Path, inputs: dict[str, str], exit_code: int, rules: set[str] | None
) -> None:
    """The very steps of the action, in a folder as a runner has it."""
    workspace, temporary = tmp_path / "workspace", tmp_path / "temporary"
    workspace.mkdir()
    temporary.mkdir()
    for name, text in {"clean.json": CLEAN, "broken file.json": BROKEN, "aidial.config.json": CLEAN}.items():
        (workspace / name).write_text(text)
    known = [{"path": "broken file.json", "rule": "trailing-comma", "place": "", "count": 1}]
    known += [{"path": "broken file.json", "rule": "unused-definition/role", "place": "/roles/basic", "count": 1}]
    (workspace / "known.json").write_text(json.dumps({"version": 1, "findings": known}))
    job = Job(workspace, temporary)
    assert job.run(**inputs) == exit_code, job.log
    assert not (workspace / "hacked").exists()
    assert not any("planted" in outputs for outputs in job.outputs.values())
    if rules is not None:
        results = json.loads(Path(job.outputs["check"]["sarif"]).read_text())["runs"][0]["results"]
        assert {one["ruleId"] for one in results if one["level"] == "error"} == rules
        assert job.summary.startswith("## dial-lint")


def test_a_folder_of_two_lines_adds_no_outputs(tmp_path: Path) -> None:
    folder = tmp_path / "here\nplanted=yes"
    folder.mkdir()
    output = tmp_path / "output"
    (check,) = [step for step in ACTION["runs"]["steps"] if step.get("id") == "check"]
    env = {**os.environ, "SARIF": "a.sarif", "GITHUB_OUTPUT": str(output), "RUNNER_TEMP": str(tmp_path)}
    done = subprocess.run([BASH, "-e", "-c", check["run"]], cwd=folder, env=env, capture_output=True, check=False)
    assert done.returncode == 2
    assert done.stdout.startswith(b"::error::")
    assert not output.exists()


def test_installing_runs_nothing_of_the_checked_repository(tmp_path: Path) -> None:
    """Python looks for modules in the current folder first, unless it is told not to."""
    repository, temporary = tmp_path / "repository", tmp_path / "temporary"
    repository.mkdir()
    for name in ("venv", "pip", "ensurepip", "json", "subprocess"):
        (repository / f"{name}.py").write_text("open('hacked', 'w').close(); raise SystemExit\n")
    (install,) = [step for step in ACTION["runs"]["steps"] if step.get("name") == "Install dial-lint"]
    env = {**os.environ, "PYTHON": sys.executable, "RUNNER_TEMP": str(temporary), "SOURCE": str(tmp_path / "nowhere")}
    done = subprocess.run([BASH, "-e", "-c", install["run"]], cwd=repository, env=env, capture_output=True, check=False)
    assert b"nowhere" in done.stderr  # pip has run, and has found no lock
    assert (temporary / "dial-lint" / "bin" / "python").exists()
    assert not (repository / "hacked").exists()


def test_the_image_is_built_from_what_it_is_given() -> None:
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    given = {line[1:] for line in ignored if line.startswith("!")}
    assert {"dial_lsp", "locks", "pyproject.toml", "README.md", "LICENSE"} == given
    assert all((ROOT / name).exists() for name in given)
    image = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    assert 'ENTRYPOINT ["dial-lint"]' in image
    assert "\nUSER " in image


SNIPPETS = [YAML(typ="safe").load(text) for text in re.findall(r"^```yaml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)]
WORKFLOWS = [one for one in SNIPPETS if "jobs" in one]


def test_workflows_of_the_page_use_the_action_as_it_is() -> None:
    for workflow in WORKFLOWS:
        assert workflow["permissions"] == {}
        steps = [step for job in workflow["jobs"].values() for step in job["steps"]]
        uses = [step for step in steps if step.get("uses", "").startswith("dial-lsp/")]
        assert uses
        assert all(set(step["with"]) <= set(ACTION["inputs"]) for step in uses)


def test_no_workflow_of_the_page_checks_out_what_a_stranger_has_written() -> None:
    for workflow in WORKFLOWS:
        assert "pull_request_target" not in str(workflow.get(True) or workflow.get("on"))
        steps = [step for job in workflow["jobs"].values() for step in job["steps"]]
        checkouts = [step for step in steps if step.get("uses", "").startswith("actions/checkout")]
        assert [step for step in checkouts if "ref" in step.get("with", {})] == []


def test_the_page_tells_of_every_input() -> None:
    (table,) = re.findall(r"^\| Input \| What for \|\n(.*?)\n\n", PAGE, re.MULTILINE | re.DOTALL)
    cells = [row.split(" | ")[0] for row in table.splitlines()[1:]]
    assert {name for cell in cells for name in re.findall(r"`([\w-]+)`", cell)} == set(ACTION["inputs"])
