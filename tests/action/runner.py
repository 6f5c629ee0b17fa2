"""The steps of action.yml, run as a runner of GitHub runs them, with Python and dial-lint of this environment."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parents[2]
ACTION: dict[str, Any] = YAML(typ="safe").load(ROOT / "action.yml")
_BASH = shutil.which("bash") or "bash"
_EXPRESSION = re.compile(r"\$\{\{ (.*?) \}\}")
_OUTPUT = re.compile(r"^([\w-]+)<<(\S+)\n(.*?)\n\2$|^([\w-]+)=([^\n]*)$", re.MULTILINE | re.DOTALL)


@dataclass
class Job:
    """A job that uses the action in a workspace. ``server`` is the address of an API."""

    workspace: Path
    temporary: Path
    event_name: str = "push"
    event: dict[str, Any] = field(default_factory=dict)
    server: str = "http://127.0.0.1:9"
    log: str = ""
    outcomes: dict[str, str] = field(default_factory=dict)
    outputs: dict[str, dict[str, str]] = field(default_factory=dict)
    artifact: dict[str, str] = field(default_factory=dict)

    def run(self, **inputs: str) -> int:
        """Run all steps; the exit code of the first one that fails. Names of inputs have _ for -."""
        self._install()
        values = {name: str(one.get("default", "")) for name, one in ACTION["inputs"].items()}
        values |= {"token": "made-up-token", **{name.replace("_", "-"): value for name, value in inputs.items()}}
        failed = 0
        for number, step in enumerate(ACTION["runs"]["steps"]):
            name = step.get("id", f"step {number}")
            if not self._is_run(step, values, failed=failed):
                self.outcomes[name] = "skipped"
            elif "run" not in step:
                self.outcomes[name] = "success"
                if "upload-artifact" in step["uses"]:
                    self.artifact = {key: self._filled(str(value), values) for key, value in step["with"].items()}
            elif step.get("name") != "Install dial-lint":
                code = self._step(name, step, values)
                self.outcomes[name] = "failure" if code else "success"
                failed = failed or code
        return failed

    @property
    def summary(self) -> str:
        """What stands in the summary of the job."""
        path = self.temporary / "summary.md"
        return path.read_text(encoding="utf-8") if path.exists() else ""

    @property
    def reports(self) -> Path:
        """The folder of the reports."""
        return self.temporary / "dial-lint-reports"

    def _install(self) -> None:
        folder = self.temporary / "dial-lint" / "bin"
        folder.mkdir(parents=True, exist_ok=True)
        for name, command in (("dial-lint", "-m dial_lsp"), ("python", "")):
            (folder / name).write_text(f'#!/bin/sh\nexec "{sys.executable}" {command} "$@"\n')
            (folder / name).chmod(0o755)

    def _step(self, name: str, step: dict[str, Any], values: dict[str, str]) -> int:
        output = self.temporary / "output"
        output.write_text("")
        (self.temporary / "event.json").write_text(json.dumps(self.event), encoding="utf-8")
        folder = self.workspace / self._filled(step.get("working-directory", "."), values)
        env = {key: self._filled(value, values) for key, value in step.get("env", {}).items()}
        done = subprocess.run(
            [_BASH, "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=folder,
            env={**_ours(), **self._variables(output), **env},
            capture_output=True,
            text=True,
            check=False,
        )
        self.log += done.stdout + done.stderr
        found = _OUTPUT.findall(output.read_text(encoding="utf-8"))
        self.outputs[name] = {one[0] or one[3]: one[2] or one[4] for one in found}
        return done.returncode

    def _variables(self, output: Path) -> dict[str, str]:
        return {
            "GITHUB_ACTIONS": "true",
            "GITHUB_API_URL": self.server,
            "GITHUB_EVENT_NAME": self.event_name,
            "GITHUB_EVENT_PATH": str(self.temporary / "event.json"),
            "GITHUB_OUTPUT": str(output),
            "GITHUB_REPOSITORY": "our-org/our-repository",
            "GITHUB_RUN_ID": "7",
            "GITHUB_SERVER_URL": "https://github.com",
            "GITHUB_STEP_SUMMARY": str(self.temporary / "summary.md"),
            "GITHUB_WORKSPACE": str(self.workspace),
            "RUNNER_TEMP": str(self.temporary),
        }

    def _filled(self, text: str, values: dict[str, str]) -> str:
        return _EXPRESSION.sub(lambda found: self._value(found[1], values), text)

    def _value(self, expression: str, values: dict[str, str]) -> str:
        match expression.split("."):
            case ["inputs", name]:
                return values[name]
            case ["steps", step, "outputs", name]:
                return self.outputs.get(step, {}).get(name, "")
            case ["steps", step, "outcome"]:
                return self.outcomes.get(step, "")
            case ["github", "action_path"]:
                return str(ROOT)
            case ["runner", "temp"]:
                return str(self.temporary)
        raise KeyError(expression)

    def _is_run(self, step: dict[str, Any], values: dict[str, str], *, failed: int) -> bool:
        if "if" not in step:
            return not failed
        (condition,) = _EXPRESSION.findall(step["if"])
        return all(self._holds(part, values) for part in condition.split(" && "))

    def _holds(self, part: str, values: dict[str, str]) -> bool:
        if part == "!cancelled()":
            return True
        name, operator, text = part.split(" ")
        return (self._value(name, values) == text.strip("'")) is (operator == "==")


def _ours() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GITHUB_", "CI_", "RUNNER_"))}
    return {**kept, "PYTHONPATH": str(ROOT), "NO_COLOR": "1"}
