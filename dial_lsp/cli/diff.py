"""``dial-lint diff``: what somebody may do in one configuration and not, or less of, in another."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from dial_lsp.cli import output
from dial_lsp.cli.choice import settings_options
from dial_lsp.cli.output import CONTEXT, Color, color_option
from dial_lsp.cli.paging import write_for_people, write_for_programs
from dial_lsp.diagnostics import Effect

if TYPE_CHECKING:
    from collections.abc import Callable

    from dial_lsp.access.difference import Difference
    from dial_lsp.reports.access.refusal import Refusal

NOTHING, HAPPENED, NOT_READ = 0, 1, 2
_HAPPENED: dict[str, Callable[[Difference], bool]] = {
    "widened": lambda difference: difference.effect.may_widen,
    "narrowed": lambda difference: difference.effect in (Effect.NARROWS, Effect.BOTH),
    "any": lambda difference: bool(difference.changes),
    "never": lambda _: False,
}


@dataclass(frozen=True, slots=True)
class Options:
    """What was said on the command line."""

    files: tuple[str, ...]
    core_version: str | None
    overwrite_arrays: bool
    settings_file: str | None
    no_config: bool
    fail_on: str
    style: str
    color: Color
    assume: tuple[str, ...] = ()
    merge: bool = False


@click.command(context_settings=CONTEXT)
@click.argument("files", nargs=-1, metavar="[OLD NEW | REV | REV1..REV2] [FILE]...", type=click.Path())
@click.option(
    "--assume",
    multiple=True,
    metavar="CHANGE",
    help="Compare with NEW, or with the files as they are, after this change: PATH = VALUE, PATH += VALUE, "
    "PATH -= VALUE or del PATH. Repeatable.",
)
@click.option(
    "--fail-on",
    type=click.Choice(list(_HAPPENED)),
    default="never",
    show_default=True,
    help="Exit with 1 if access was widened, was narrowed, or differs at all; or if Core would refuse NEW.",
)
@click.option(
    "--format",
    "--output-format",
    "style",
    type=click.Choice(["text", "json", "markdown"]),
    default="text",
    show_default=True,
    help="How to report.",
)
@settings_options
@color_option
def diff(**options: Any) -> int:
    """Show who may do more or less than before.

    OLD and NEW are a file each, several files with commas between them, merged in this order, a folder with a
    configuration, or REV:PATH of git.

    Without them the files as they are now are compared with the last commit or, with REV, with that revision.
    REV1..REV2 compares two revisions, REV1...REV2 the second with where it left the first. It is about the FILEs or,
    without any, the configuration here.

    Formatting, comments, the order of members and which file says a thing make no difference.
    """
    return run(Options(**options))


def run(options: Options) -> int:
    """Compare what the options name, print the difference and return the exit code."""
    from dial_lsp.cli.sides import sides_of  # noqa: PLC0415

    sides = sides_of(options)
    if sides is None:
        return NOT_READ
    (before, old), (after, new) = sides
    # The relation is imported late, so that help and wrong usage are answered at once.
    from dial_lsp.access.difference import difference  # noqa: PLC0415

    found = difference(before, after)
    _print(found, (old, new), options)
    is_refused = new is not None and options.fail_on != "never"
    return HAPPENED if is_refused or _HAPPENED[options.fail_on](found) else NOTHING


def _print(found: Difference, refusals: tuple[Refusal | None, Refusal | None], options: Options) -> None:
    from dial_lsp.reports.access import difference_json, difference_markdown, difference_text  # noqa: PLC0415

    if options.style == "json":
        write_for_programs(difference_json.render(found, refusals))
    elif options.style == "markdown":
        write_for_programs(difference_markdown.render(found, refusals))
    else:
        color = output.is_colored(options.color, sys.stdout, os.environ)
        write_for_people(difference_text.render(found, refusals, color=color), color=color)
