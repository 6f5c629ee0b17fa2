"""Long output: piece by piece to a pipe, a file or a terminal; through the user's pager only where somebody asks."""

from __future__ import annotations

import sys
from itertools import islice
from typing import TYPE_CHECKING

import click

from dial_lsp.cli import output
from dial_lsp.notes import spoil

if TYPE_CHECKING:
    from collections.abc import Iterable

_AT_ONCE = 1000  # pieces
pager_option = click.option(
    "--pager/--no-pager",
    default=None,
    envvar="DIAL_LINT_PAGER",
    show_envvar=True,
    help="Show it through the pager of the environment variable PAGER, on a terminal only. Default: never.",
)


def write_for_programs(pieces: Iterable[str]) -> None:
    """Print pieces as they come, as UTF-8."""
    waiting = iter(pieces)
    while batch := list(islice(waiting, _AT_ONCE)):
        output.write("".join(batch), "utf-8")


def write_for_people(pieces: Iterable[str], *, color: bool, pager: bool | None) -> None:
    """Print lines in the terminal's encoding; on a terminal through a pager, if it was asked for."""
    if pager and sys.stdout is not None and sys.stdout.isatty():
        spoil()
        click.echo_via_pager("".join(pieces), color=color)
        return
    waiting = iter(pieces)
    while batch := list(islice(waiting, _AT_ONCE)):
        output.write("".join(batch))
