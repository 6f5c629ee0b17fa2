"""A pager is used where somebody asks for one, on a terminal, and nowhere else."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.cli.conftest import CLEAN

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

pytestmark = pytest.mark.skipif(os.name == "nt", reason="there are no terminals to make")
PAGER = "sed s/^/PAGED:/"


def shown(folder: Path, environment: dict[str, str], *arguments: str, **variables: str) -> str:
    """What a command shows on a terminal of its own."""
    master, slave = os.openpty()
    command = [sys.executable, "-m", "dial_lsp", *arguments]
    env = {**environment, "TERM": "dumb", "PAGER": PAGER, **variables}
    with subprocess.Popen(command, cwd=folder, env=env, stdin=slave, stdout=slave, stderr=slave) as running:
        os.close(slave)
        pieces: list[bytes] = []
        try:
            while piece := os.read(master, 4096):
                pieces.append(piece)
        except OSError:  # on Linux: nobody has the other end any more
            pass
        finally:
            os.close(master)
    assert running.returncode == 0
    return b"".join(pieces).decode()


@pytest.mark.parametrize(
    ("asked", "is_paged"),
    [
        (((), {}), False),
        ((("--pager",), {}), True),
        (((), {"DIAL_LINT_PAGER": "1"}), True),
        ((("--no-pager",), {"DIAL_LINT_PAGER": "1"}), False),
        (((), {"DIAL_LINT_PAGER": "0"}), False),
    ],
)
@pytest.mark.parametrize("command", [("access", "long.json", "--why"), ("diff", "clean.json", "long.json")])
def test_on_a_terminal(
    folder: Path,
    environment: dict[str, str],
    command: tuple[str, ...],
    asked: tuple[tuple[str, ...], dict[str, str]],
    is_paged: bool,  # noqa: FBT001
) -> None:
    models = ",".join(f'"m{number}": {{"endpoint": "http://a/m"}}' for number in range(60))
    (folder / "long.json").write_text(f'{{"models": {{{models}}}, {CLEAN[1:]}')
    options, variables = asked
    said = shown(folder, environment, *command, *options, **variables)
    assert "m59" in said
    assert ("PAGED:" in said) is is_paged


def test_in_a_pipe_nothing_is_paged(spawn: Run) -> None:
    done = spawn("access", "clean.json", "--pager", env={"PAGER": PAGER, "DIAL_LINT_PAGER": "1"})
    assert (done.returncode, done.stdout, done.stderr) == (0, "Nothing can be called here.\n", "")


def test_a_wrong_value_of_the_variable_is_told(run: Run) -> None:
    done = run("access", "clean.json", env={"DIAL_LINT_PAGER": "less"})
    assert done.returncode == 2
    assert "DIAL_LINT_PAGER" in done.stderr
