"""Long output: piece by piece to a pipe or file, through the user's pager on a terminal it does not fit."""

from __future__ import annotations

import shutil
import sys
from itertools import islice
from typing import TYPE_CHECKING

import click

from dial_lsp.cli import output

if TYPE_CHECKING:
    from collections.abc import Iterable

_AT_ONCE = 1000  # pieces


def write_for_programs(pieces: Iterable[str]) -> None:
    """Print pieces as they come, as UTF-8."""
    waiting = iter(pieces)
    while batch := list(islice(waiting, _AT_ONCE)):
        output.write("".join(batch), "utf-8")


def write_for_people(pieces: Iterable[str], *, color: bool) -> None:
    """Print lines in the terminal's encoding, through a pager if they are more than the terminal shows."""
    lines = list(pieces)
    if sys.stdout is not None and sys.stdout.isatty() and len(lines) >= shutil.get_terminal_size().lines:
        click.echo_via_pager("".join(lines), color=color)
    else:
        output.write("".join(lines))
