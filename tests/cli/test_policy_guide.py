"""The example in docs/policies.md gives what it shows, and its tables name what there is."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

from dial_lsp.policies.invariants import INVARIANTS
from dial_lsp.policies.statements import STATEMENTS

if TYPE_CHECKING:
    from collections.abc import Callable
    from subprocess import CompletedProcess

    Run = Callable[..., CompletedProcess[str]]

TEXT = (Path(__file__).parents[2] / "docs" / "policies.md").read_text(encoding="utf-8")
FILES = re.compile(r"^`([\w.-]+)`:\n\n```(?:json|toml)\n(.*?)^```", re.MULTILINE | re.DOTALL)
COMMANDS = re.compile(r"^```console\n\$ dial-lint ([^\n]*)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def test_commands_print_what_the_guide_shows(folder: Path, run: Run) -> None:
    for name, text in FILES.findall(TEXT):
        (folder / name).write_text(text, encoding="utf-8")
    for command, shown in COMMANDS.findall(TEXT):
        done = run(*shlex.split(command), env={"COLUMNS": "100"})
        assert (done.returncode, done.stdout, done.stderr) == (1, shown, "")


def test_the_tables_name_every_statement_and_invariant() -> None:
    rows = re.findall(
        r"^\| \[?`([\w-]+)`(?:\]\([^)]*\))?(?:: ([^|]*))? \|(?: ([^|]*)\| ([^|]*)\|)?", TEXT, re.MULTILINE
    )
    told = {name: (states, needs, may) for name, states, needs, may in rows}
    assert set(STATEMENTS) <= set(told)
    for name, invariant in INVARIANTS.items():
        states, needs, may = told[name]
        assert states == invariant.states
        assert tuple(re.findall(r"`([\w-]+)`", needs)) == invariant.needs
        assert tuple(re.findall(r"`([\w-]+)`", may)) == invariant.may
