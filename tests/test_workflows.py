"""Our own CI: what zizmor says of it, and that it runs what there is."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from ruamel.yaml import YAML

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
PINNED = re.compile(r"[\w.-]+/[\w.-]+@[0-9a-f]{40}")


def steps(path: Path) -> Iterator[dict[str, Any]]:
    workflow = YAML(typ="safe").load(path)
    for job in workflow["jobs"].values():
        yield from job["steps"]


def test_zizmor_finds_nothing() -> None:
    """Offline, and with all that it has to say."""
    command = [str(Path(sys.executable).with_name("zizmor")), "--offline", "--no-progress", "--persona", "pedantic"]
    places = [ROOT / ".github", ROOT / "action.yml"]
    done = subprocess.run([*command, *places], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "No findings" in done.stdout + done.stderr


def test_zizmor_finds_what_it_should(tmp_path: Path) -> None:
    """The test above can fail: a workflow of ours with an input in its script is refused."""
    text = (ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8")
    worse = tmp_path / ".github" / "workflows" / "ci.yml"
    worse.parent.mkdir(parents=True)
    worse.write_text(text.replace("run: make test", "run: echo ${{ github.event.pull_request.title }}"), "utf-8")
    command = [str(Path(sys.executable).with_name("zizmor")), "--offline", "--no-progress", str(worse)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "template-injection" in done.stdout


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_runs_what_there_is(path: Path) -> None:
    for step in steps(path):
        said = step.get("run", "")
        for target in re.findall(r"\bmake ((?:[\w./-]+\s*)(?:[A-Z]+=\S+\s*)*)", said):
            words = [word.replace('"$NUMBER"', "7") for word in target.split()]
            done = subprocess.run(["make", "--dry-run", *words], cwd=ROOT, capture_output=True, check=False)  # noqa: S607
            assert done.returncode == 0, done.stderr
        assert [name for name in re.findall(r"(\.ci/\w+)", said) if not (ROOT / name).is_file()] == []


def test_no_action_is_taken_by_a_name_that_can_move() -> None:
    action = YAML(typ="safe").load(ROOT / "action.yml")["runs"]["steps"]
    used = [step["uses"] for step in [*action, *(step for path in WORKFLOWS for step in steps(path))] if "uses" in step]
    assert [name for name in used if not PINNED.fullmatch(name)] == []
    assert len(used) > len(WORKFLOWS)


def test_ci_runs_no_more_than_it_may() -> None:
    """Rights are given job by job, and none to write but where a release is made."""
    writing = []
    for path in WORKFLOWS:
        workflow = YAML(typ="safe").load(path)
        assert workflow["permissions"] == {}
        rights = (right for job in workflow["jobs"].values() for right in job["permissions"].items())
        writing += [f"{path.name}: {name}" for name, kind in rights if kind != "read"]
    assert writing == ["release.yml: id-token", "release.yml: contents"]
