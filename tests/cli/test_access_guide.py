"""The example in docs/access.md: its files give what it shows."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from subprocess import CompletedProcess

GUIDE = Path(__file__).parents[2] / "docs" / "access.md"
FILES = re.compile(r"^`([\w.-]+)`:\n\n```(?:json|csv)\n(.*?)^```", re.MULTILINE | re.DOTALL)
COMMANDS = re.compile(r"^```console\n\$ dial-lint ([^\n]*)\n(.*?)^```", re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize(("command", "shown"), COMMANDS.findall(GUIDE.read_text(encoding="utf-8")))
def test_a_command_prints_what_the_guide_shows(
    command: str, shown: str, folder: Path, run: Callable[..., CompletedProcess[str]]
) -> None:
    for name, text in FILES.findall(GUIDE.read_text(encoding="utf-8")):
        (folder / name).write_text(text, encoding="utf-8")
    done = run(*shlex.split(command), env={"COLUMNS": "100"})
    assert (done.returncode, done.stdout, done.stderr) == (0, shown, "")
