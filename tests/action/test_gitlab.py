"""The job of docs/ci.md for GitLab, its script run as a runner runs it, with a forge in this process."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from ruamel.yaml import YAML

from tests.cli.repositories import CONFIG, WEAK, WIDER, Repository

if TYPE_CHECKING:
    from tests.action.forge import Forge

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
(TEXT,) = re.findall(r"^```yaml\n(dial-lint:\n.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
JOB: dict[str, Any] = YAML(typ="safe").load(TEXT)["dial-lint"]
FILE = "conf/aidial.config.json"


@dataclass
class MergeRequest:
    """Number 5, whose base is the first commit of a repository."""

    repository: Repository
    base: str
    forge: Forge
    tools: Path

    def run(self, **variables: str) -> tuple[int, str]:
        """Run the script of the job; its exit code and log."""
        env = {
            "PATH": f"{self.tools}:{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT),
            "CI_API_V4_URL": f"{self.forge.url}/api/v4",
            "CI_PROJECT_ID": "12",
            "CI_PROJECT_DIR": str(self.repository.folder),
            "CI_MERGE_REQUEST_IID": "5",
            "CI_MERGE_REQUEST_DIFF_BASE_SHA": self.base,
            "CI_JOB_URL": "https://gitlab.com/our-org/our-repository/-/jobs/7",
            "DIAL_LINT_TOKEN": "made-up-token",
            **JOB["variables"],
            "DIAL_LINT": str(ROOT),
            **variables,
        }
        script = [shutil.which("bash") or "bash", "-eo", "pipefail", "-c", "\n".join(JOB["script"])]
        done = subprocess.run(script, cwd=self.repository.folder, env=env, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout + done.stderr


@pytest.fixture
def merge_request(tmp_path: Path, forge: Forge) -> MergeRequest:
    tools = tmp_path / "tools"
    tools.mkdir()
    for name, command in (("dial-lint", "-m dial_lsp"), ("python", "")):
        (tools / name).write_text(f'#!/bin/sh\nexec "{sys.executable}" {command} "$@"\n')
        (tools / name).chmod(0o755)
    repository = Repository(tmp_path / "repository")
    forge.login = "our-machine"
    return MergeRequest(repository, repository.commit({FILE: CONFIG}), forge, tools)


def test_a_merge_request_has_one_note(merge_request: MergeRequest) -> None:
    merge_request.repository.commit({FILE: WIDER})
    code, log = merge_request.run()
    assert code == 0, log
    (note,) = merge_request.forge.comments
    assert note["body"].startswith("<!-- dial-lint: dial-lint -->\n## dial-lint\n\n### Who may do more or less\n")
    assert "**1 change; access is widened.**" in note["body"]
    assert "[The whole report](https://gitlab.com/our-org/our-repository/-/jobs/7/artifacts/browse)" in note["body"]
    merge_request.repository.commit({FILE: WEAK, "conf/dial-lint.toml": '[rules]\nweak-key = "off"\n'})
    code, log = merge_request.run()
    assert code == 1, log
    (note,) = merge_request.forge.comments
    assert "> **This change also changes what judges it:**" in note["body"].split("\n\n")[1]
    assert "| warning | [weak-key]" in note["body"]
    written = [*JOB["artifacts"]["paths"], *JOB["artifacts"]["reports"].values()]
    assert all((merge_request.repository.folder / name).is_file() for name in written)


def test_what_is_named_is_there() -> None:
    installed = " ".join(JOB["before_script"])
    assert [name for name in re.findall(r"\$DIAL_LINT/(\S+\.txt)", installed) if not (ROOT / name).is_file()] == []
