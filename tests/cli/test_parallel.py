"""Many projects in one call: on several processors, and told in the order they were given."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from functools import partial
from typing import TYPE_CHECKING

import pytest

from dial_lsp.cli.parallel import for_each
from dial_lsp.project.discovery import Project
from tests.cli.conftest import CLEAN

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from subprocess import CompletedProcess

    Run = Callable[..., CompletedProcess[str]]

# pytest-xdist has threads of its own, of which Python warns; the command has none when it starts processes.
pytestmark = pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")

PROJECTS = tuple(Project((f"{number}.json",)) for number in range(40))


def _written(folder: Path) -> tuple[str, str]:
    return (folder / "report.json").read_text(), (folder / "report.sarif").read_text()


def who(project: Project, *, name: str = "") -> tuple[str, int]:
    return name + project.paths[0], os.getpid()


@pytest.fixture
def many(folder: Path) -> list[str]:
    """500 files, every third with a finding whose report needs fixes and secrets."""
    for number in range(500):
        secret = f"k8Zr1yB0mX3nV7cJ5hD9sF2gL4pQ6w{number}"
        project = {"project": "Chat"} if number % 3 else {}
        config = {"keys": {secret: {**project, "role": "reader"}}, "roles": {"reader": {}}}
        (folder / f"{number:03}.json").write_text(json.dumps(config))
    return [f"{number:03}.json" for number in range(500)]


@pytest.mark.parametrize(("jobs", "processes"), [(1, 1), (3, 3)])
def test_results_come_in_the_order_of_the_projects(jobs: int, processes: int) -> None:
    found = list(for_each(PROJECTS, partial(who, name="./"), jobs=jobs))
    assert [path for path, _ in found] == [f"./{number}.json" for number in range(40)]
    others = {process for _, process in found} - {os.getpid()}
    assert (0 < len(others) <= processes) if processes > 1 else not others


def test_the_first_project_loads_for_all_processes_what_they_need() -> None:
    here = [path for path, process in for_each(PROJECTS, who, jobs=2) if process == os.getpid()]
    assert here == ["0.json"]


def test_secrets_of_a_clean_file_travel_without_being_worked_out(folder: Path) -> None:
    (folder / "file.json").write_text(CLEAN)
    code = (
        "import pickle, sys; from dial_lsp.cli.checking import How, check_apart\n"
        "from dial_lsp.project.discovery import Project; name = 'dial_lsp.masking.secrecy'\n"
        "checked = check_apart(Project(('file.json',)), How()); travelled = pickle.loads(pickle.dumps(checked))\n"
        "print(name in sys.modules, travelled[0].secrets.wording == checked[0].secrets.wording)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True"]


def test_few_projects_are_not_worth_a_process() -> None:
    assert [process for _, process in for_each(PROJECTS[:4], who)] == [os.getpid()] * 4


def test_standard_input_can_only_be_read_here() -> None:
    projects = (Project(("-",)), *PROJECTS)
    assert {process for _, process in for_each(projects, who, jobs=2)} == {os.getpid()}


def test_findings_are_the_same_with_any_number_of_processes(run: Run, many: list[str], folder: Path) -> None:
    styles = ("--format", "text", "--format", "json=report.json", "--format", "sarif=report.sarif")
    alone, together = ((run(*styles, "--jobs", jobs, *many[:60]), _written(folder)) for jobs in ("1", "2"))
    assert (together[0].returncode, together[0].stderr) == (1, "")
    assert (together[0].stdout, together[1]) == (alone[0].stdout, alone[1])


def test_many_findings_are_told_in_the_order_of_the_files(run: Run, many: list[str]) -> None:
    paths = [one["path"] for one in json.loads(run("--format", "json", "--jobs", "2", *many).stdout)["diagnostics"]]
    assert paths == sorted(paths)
    assert set(paths) == set(many[::3])


def test_many_projects_use_every_processor(
    many: list[str], folder: Path, environment: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Each process that checks something leaves a file with its number, and so does the one that starts them."""
    seen = tmp_path_factory.mktemp("seen")
    watch = (
        "import os, sys, pathlib; import dial_lsp.cli.checking as checking; check = checking.check_apart\n"
        "def checked(project, how):\n"
        f"    pathlib.Path({str(seen)!r}, str(os.getpid())).touch(); return check(project, how)\n"
        "checked.__module__ = 'dial_lsp.cli.checking'; checked.__qualname__ = 'check_apart'\n"
        "checking.check_apart = checked\n"
        "import dial_lsp.cli.parallel as parallel; parallel._processors = lambda: 2\n"
        "from dial_lsp.cli.main import main; main(['-q', *sys.argv[1:]])"
    )
    done = subprocess.run(
        [sys.executable, "-c", watch, *many], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (1, "")
    assert len(list(seen.iterdir())) == 1 + 2


def test_a_bar_is_shown_on_a_terminal_only(folder: Path, many: list[str], environment: dict[str, str]) -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "dial_lsp", "--jobs", "1", "--statistics", *many[:40]]
    done = subprocess.run(
        command, cwd=folder, env={**environment, "TERM": "xterm"}, stdout=subprocess.PIPE, stderr=theirs, check=False
    )
    os.close(theirs)
    shown = os.read(ours, 100_000).decode()
    os.close(ours)
    assert "Checking" in shown
    assert "40/40" in shown
    assert b"Checking" not in done.stdout
