"""``dial-lint diff``: what somebody may do in one configuration and not, or less of, in another."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from dial_lsp.cli import output
from dial_lsp.cli.choice import cache_option, settings_options
from dial_lsp.cli.output import CONTEXT, Color, Target, color_option
from dial_lsp.cli.paging import pager_option, write_for_people, write_for_programs
from dial_lsp.diagnostics import Effect

if TYPE_CHECKING:
    from collections.abc import Callable

    from dial_lsp.access.difference import Difference

NOTHING, HAPPENED, NOT_READ = 0, 1, 2
_HAPPENED: dict[str, Callable[[Difference], bool]] = {
    "widened": lambda difference: difference.effect.may_widen,
    "narrowed": lambda difference: difference.effect in (Effect.NARROWS, Effect.BOTH),
    "any": lambda difference: bool(difference.changes),
    "never": lambda _: False,
}
FORMATS = ("text", "json", "markdown", "html")
_ROOTED = {"markdown", "html"}  # read where files are named from the root of the repository
COMMENT = 65_536
"""Characters that GitHub takes as a comment."""


def _target(value: str) -> Target:
    name, _, path = value.partition("=")
    if name not in FORMATS:
        raise click.BadParameter(f'there is no format "{name}"; there are {", ".join(FORMATS)}')
    return Target(name, path)


@dataclass(frozen=True, slots=True)
class Options:
    """What was said on the command line."""

    files: tuple[str, ...]
    merge: bool
    core_version: str | None
    overwrite_arrays: bool
    settings_file: str | None
    no_config: bool
    fail_on: str
    judge_by: str | None
    baseline: str | None
    targets: tuple[Target, ...]
    max_length: int
    pager: bool | None
    color: Color
    assume: tuple[str, ...] = ()

    @property
    def all_targets(self) -> tuple[Target, ...]:
        """Where which report goes."""
        return self.targets or (Target("text"),)


@click.command(context_settings=CONTEXT)
@click.argument("files", nargs=-1, metavar="[OLD NEW | REV | REV1..REV2] [FILE]...", type=click.Path())
@click.option("--merge", is_flag=True, help="The FILEs make one configuration, merged in this order.")
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
    "targets",
    type=_target,
    multiple=True,
    shell_complete=lambda _context, _parameter, incomplete: [name for name in FORMATS if name.startswith(incomplete)],
    metavar="FORMAT[=FILE]",
    help=f"How to report, and the file to write it to; default: text. Repeatable. Formats: {', '.join(FORMATS)}.",
)
@click.option(
    "--max-length",
    type=click.IntRange(0),
    default=COMMENT,
    show_default=True,
    metavar="CHARACTERS",
    help="Leave changes out of Markdown that would make it longer; the default is what GitHub takes as a comment. "
    "0: leave nothing out.",
)
@click.option(
    "--judge-by",
    metavar="REV",
    help="Take the settings from this revision, so that what is compared does not choose them itself.",
)
@click.option("--baseline", type=click.Path(), metavar="FILE", help="Report what has changed in this baseline, too.")
@settings_options
@cache_option
@pager_option
@color_option
def diff(**options: Any) -> int:
    """Show who may do more or less than before.

    OLD and NEW are a file each, several files with commas between them, merged in this order, a folder with a
    configuration, or REV:PATH of git.

    Without them the files as they are now are compared with the last commit or, with REV, with that revision.
    REV1..REV2 or REV1 REV2 compares two revisions, REV1...REV2 the second with where it left the first. It is about
    the FILEs, chosen as for check, or, without any, all configurations here and below, then and now. First of all
    it tells what changed in that which judges them: settings, ignores, comments and a baseline.

    Formatting, comments, the order of members and which file says a thing make no difference.
    """
    return run(Options(**options))


def run(options: Options) -> int:
    """Compare what the options name, print the differences and return the exit code."""
    from dial_lsp.cli.sides import compared_by

    found = compared_by(options)
    # The relation is imported late, so that help and wrong usage are answered at once.
    from dial_lsp.cli.differing import differing_of, rendered

    status = NOTHING if all(sides.is_readable for sides in found.sides) else NOT_READ
    readable = [sides for sides in found.sides if sides.is_readable]
    if not readable:
        return status
    differences, rooted = differing_of(readable), None
    for target in options.all_targets:
        color = target.format == "text" and output.is_colored(options.color, sys.stdout, os.environ) and not target.path
        if target.format in _ROOTED and rooted is None:
            rooted = differing_of(readable, rooted=True, known=differences)
        shown = rooted if rooted and target.format in _ROOTED else differences
        pieces = rendered(target.format, shown, found.judged, color=color, most=options.max_length)
        if target.path:
            output.deliver("".join(pieces), target)
        elif target.format == "text":
            write_for_people(pieces, color=color, pager=options.pager)
        else:
            write_for_programs(pieces)
    happened = any(
        _HAPPENED[options.fail_on](one.difference) or (one.refusals[1] is not None and options.fail_on != "never")
        for one in differences
    )
    return max(status, HAPPENED if happened else NOTHING)
