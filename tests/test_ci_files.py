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


def test_the_page_names_hooks_and_inputs_that_there_are() -> None:
    assert set(re.findall(r"- id: (dial-lint[\w-]*)", PAGE)) == {hook["id"] for hook in HOOKS}
    (step,) = re.findall(r"- uses: dial-lsp.*?with:\n(.*?)\n  - uses", PAGE, re.DOTALL)
    assert set(re.findall(r"^      ([\w-]+):", step, re.MULTILINE)) <= set(ACTION["inputs"])


@pytest.mark.parametrize("command", re.findall(r"(?:- |`)(dial-lint (?:init|check|-)[^`\n]*)", PAGE))
def test_a_command_of_the_page_is_understood(command: str) -> None:
    assert understands(command.replace('"why"', "why"))
    assert set(re.findall(r"--format (\w+)", command)) <= set(FORMATS)


def test_every_input_of_the_action_is_used_as_a_variable_only() -> None:
    (check,) = [step for step in ACTION["runs"]["steps"] if step.get("id") == "check"]
    used = {name for value in (*check["env"].values(), check["working-directory"]) for name in _inputs(value)}
    assert used == set(ACTION["inputs"])
    assert all("${{" not in step.get("run", "") for step in ACTION["runs"]["steps"])


@pytest.mark.parametrize(
    ("inputs", "exit_code", "rules"),
    [
        ({}, 0, set()),
        ({"files": "clean.json\nbroken file.json\n"}, 1, {"trailing-comma"}),
        ({"files": "broken file.json", "fail-on": "never"}, 0, {"trailing-comma"}),
        ({"files": "broken file.json", "baseline": "known.json"}, 1, set()),
        ({"files": "broken file.json", "baseline": "known.json", "allow-refused": "true"}, 0, set()),
        ({"files": "$(touch hacked)"}, 2, None),
        ({"files": "clean.json", "sarif": "a.sarif\nplanted=yes"}, 2, None),
        ({"files": "clean.json\nbroken file.json", "merge": "true", "sarif": "a b.sarif"}, 1, {"trailing-comma"}),
    ],
)
def test_the_action_does_what_its_inputs_say(
    tmp_path: Path, inputs: dict[str, str], exit_code: int, rules: set[str] | None
) -> None:
    """The very script of the action, in a folder as a runner has it."""
    for name, text in {"clean.json": CLEAN, "broken file.json": BROKEN, "aidial.config.json": CLEAN}.items():
        (tmp_path / name).write_text(text)
    known = [{"path": "broken file.json", "rule": "trailing-comma", "place": "", "count": 1}]
    known += [{"path": "broken file.json", "rule": "unused-role", "place": "/roles/basic", "count": 1}]
    (tmp_path / "known.json").write_text(json.dumps({"version": 1, "findings": known}))
    binary = tmp_path / "dial-lint" / "bin" / "dial-lint"
    binary.parent.mkdir(parents=True)
    binary.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m dial_lsp "$@"\n')
    binary.chmod(0o755)
    (check,) = [step for step in ACTION["runs"]["steps"] if step.get("id") == "check"]
    values = {name: inputs.get(name, one.get("default", "")) for name, one in ACTION["inputs"].items()}
    env = {name: values[_inputs(value)[0]] for name, value in check["env"].items()}
    runner = {"RUNNER_TEMP": str(tmp_path), "GITHUB_OUTPUT": str(tmp_path / "output"), "PYTHONPATH": str(ROOT)}
    runner["GITHUB_STEP_SUMMARY"] = str(tmp_path / "summary.md")
    script = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", check["run"]]
    done = subprocess.run(script, cwd=tmp_path, env={**os.environ, **runner, **env}, capture_output=True, check=False)
    assert done.returncode == exit_code, done.stderr
    assert not (tmp_path / "hacked").exists()
    assert "planted" not in (output.read_text() if (output := tmp_path / "output").exists() else "")
    if rules is not None:
        report = (tmp_path / "output").read_text().strip().removeprefix("sarif=")
        results = json.loads(Path(report).read_text())["runs"][0]["results"]
        assert {one["ruleId"] for one in results if one["level"] == "error"} == rules
        assert (tmp_path / "summary.md").read_text().startswith("## dial-lint")


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


def _inputs(value: str) -> list[str]:
    return re.findall(r"\$\{\{ inputs\.([\w-]+) \}\}", value)
