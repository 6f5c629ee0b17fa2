"""Names that want to be something else: formulas, commands of a CI system, text that moves or hides other text."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import unicodedata
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

FORMULAS = ("=1+1", "+1", "-1+2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\uff1d1", "::error::x", '=HYPERLINK("http://x")')
MOVING = "a\u202eb\u2066c\u200bd\u2028e\x1b[31mf\u00adg\U000e0041h\x9bi"
COMMANDS = ("::error::x", "  ::stop-commands::y", "##[error]z", "##vso[task.setvariable variable=a]b")


def config(names: tuple[str, ...] | list[str]) -> str:
    return json.dumps(
        {
            "roles": {name: {"limits": {}} for name in names},
            "models": {name: {"type": "chat", "endpoint": "http://x", "userRoles": list(names)} for name in names},
        }
    )


def test_no_cell_is_a_formula_or_a_command(folder: Path, run: Run) -> None:
    (folder / "a.json").write_text(config(FORMULAS))
    text = run("access", "a.json", "--format", "csv").stdout
    rows = list(csv.reader(io.StringIO(text)))
    assert len(text.splitlines()) == len(rows)
    assert {cell for row in rows for cell in row if re.match(r"[=+\-@\s]|::", cell)} == set()
    assert {row[6] for row in rows} >= {"'=1+1", "'::error::x", "'␍=1"}


@pytest.mark.parametrize("command", [["access"], ["access", "--format=csv"], ["access", "--format=markdown"]])
def test_names_move_nothing(command: list[str], folder: Path, run: Run) -> None:
    (folder / "a.json").write_text(config([MOVING]))
    shown = run(*command, "a.json").stdout
    assert {char for char in shown if unicodedata.category(char) in ("Cc", "Cf", "Zl")} <= {"\n"}


@pytest.mark.parametrize("options", [[], ["--origin"], ["--show-secrets"]])
def test_render_escapes_what_moves(options: list[str], folder: Path, run: Run) -> None:
    (folder / "a.json").write_text(config([MOVING, "grün 角色 👍"]), encoding="utf-8")
    shown = run("render", *options, "a.json").stdout
    assert {char for char in shown if unicodedata.category(char) in ("Cc", "Cf", "Zl")} == {"\n"}
    assert '"grün 角色 👍"' in shown
    without_comments = re.sub(r"(?m)  // .*$", "", shown)
    assert list(json.loads(without_comments)["roles"]) == [MOVING, "grün 角色 👍"]


@pytest.mark.skipif(os.name == "nt", reason="names of files")
@pytest.mark.parametrize(
    "command",
    [
        ["check"],
        ["check", "--format=concise"],
        ["check", "--diff"],
        ["check", "--statistics"],
        ["access"],
        ["settings"],
    ],
)
@pytest.mark.parametrize("variable", ["GITHUB_ACTIONS", "TF_BUILD"])
def test_no_log_obeys_a_name(variable: str, command: list[str], folder: Path, run: Run) -> None:
    names = [*COMMANDS, *(f"a\n{command}" for command in COMMANDS)]
    for name in ("::error::x.json", "##[error]y.json"):
        (folder / name).write_text(f'/*\n::error::in a comment\n*/{config(names)[:-1]}, "surprise": 1,}}')
        done = run(*command, name, env={variable: "true"})
        for line in (done.stdout + done.stderr).splitlines():
            assert not line.lstrip().startswith("::")
            assert not re.search(r"##\w*\[", line)


def test_the_commands_that_are_meant_are_written(folder: Path, run: Run) -> None:
    (folder / "a.json").write_text('{"surprise": 1}')
    assert run("a.json", "--format=github", env={"GITHUB_ACTIONS": "true"}).stdout.startswith("::")
