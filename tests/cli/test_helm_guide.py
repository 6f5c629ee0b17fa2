"""The example in docs/helm.md: its file gives what it shows. UPDATE_EXPECTED=1 writes what the commands print."""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from subprocess import CompletedProcess

GUIDE = Path(__file__).parents[2] / "docs" / "helm.md"
FILES = re.compile(r"^`([\w.-]+)`:\n\n```yaml\n(.*?)^```", re.MULTILINE | re.DOTALL)
COMMANDS = re.compile(r"(?<=^```console\n)\$ dial-lint ([^\n]*)\n.*?(?=^```)", re.MULTILINE | re.DOTALL)


def test_the_commands_print_what_the_guide_shows(folder: Path, run: Callable[..., CompletedProcess[str]]) -> None:
    text = GUIDE.read_text(encoding="utf-8")
    for name, content in FILES.findall(text):
        (folder / name).write_text(content, encoding="utf-8")

    def printed(command: re.Match[str]) -> str:
        done = run(*shlex.split(command[1]), env={"COLUMNS": "100"})
        return f"$ dial-lint {command[1]}\n{done.stdout}{done.stderr}"

    made, count = COMMANDS.subn(printed, text)
    assert count == len(re.findall(r"^```console", text, re.MULTILINE)) > 0
    if os.environ.get("UPDATE_EXPECTED"):
        GUIDE.write_text(made, encoding="utf-8")
    assert GUIDE.read_text(encoding="utf-8") == made
