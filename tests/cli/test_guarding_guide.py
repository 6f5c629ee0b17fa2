"""The walk of docs/guarding.md: its files are written and its commands run, one after another."""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from subprocess import CompletedProcess

    Run = Callable[..., CompletedProcess[str]]

GUIDE = Path(__file__).parents[2] / "docs" / "guarding.md"
STEP = re.compile(r"^`([\w.-]+)`:\n\n```(?:json|toml)\n(.*?)^```|^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)


def test_every_step_prints_what_the_guide_shows(folder: Path, run: Run) -> None:
    """UPDATE_EXPECTED=1 writes the outputs."""

    def done(step: re.Match[str]) -> str:
        name, text, console = step.groups()
        if name is not None:
            (folder / name).write_text(text, encoding="utf-8")
            return step[0]
        commands = re.findall(r"^\$ dial-lint ?(.*)$", console, re.MULTILINE)
        return (
            "```console\n"
            + "".join(f"$ dial-lint {one}".rstrip() + "\n" + _printed(run, one) for one in commands)
            + "```"
        )

    text = GUIDE.read_text(encoding="utf-8")
    walked = STEP.sub(done, text)
    if os.environ.get("UPDATE_EXPECTED"):
        GUIDE.write_text(walked, encoding="utf-8")
    assert walked == text


def _printed(run: Run, command: str) -> str:
    done = run(
        *shlex.split(command), "--no-pager" if command.startswith("access") else "--color=never", env={"COLUMNS": "100"}
    )
    assert done.returncode in (0, 1)
    return done.stdout + done.stderr
