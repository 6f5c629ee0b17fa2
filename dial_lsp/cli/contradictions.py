"""What cannot stand together on the command line of ``dial-lint check``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from dial_lsp.disk import exists

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dial_lsp.cli.check import Options


def refuse_commands(files: Sequence[str]) -> None:
    """Raise UsageError for a command that stands behind options, where files are expected."""
    from dial_lsp.cli.main import COMMANDS

    for word in files:
        if word in COMMANDS and not exists(word):
            raise click.UsageError(f'there is no file "{word}"; as a command it comes first: dial-lint {word} ...')


def refuse_contradictions(options: Options) -> None:
    """Raise UsageError for options of which one makes no sense beside another."""
    alone = {
        "--diff": options.diff,
        "--add-ignores": options.add_ignores is not None,
        "--write-baseline": options.write_baseline is not None,
    }
    if options.judge_by is not None and (options.fix is not None or options.watch or any(alone.values())):
        raise click.UsageError("--judge-by goes with no option that writes files, nor with --diff or --watch.")
    if options.judge_by is not None and "-" in options.files:
        raise click.UsageError("--judge-by needs files: standard input is in no revision.")
    chosen = [name for name, is_chosen in alone.items() if is_chosen]
    others = {"--watch": options.watch, "--baseline": options.baseline is not None}
    chosen += [name for name, is_chosen in others.items() if is_chosen and chosen]
    if len(chosen) > 1:
        raise click.UsageError(f"{chosen[0]} and {chosen[1]} exclude each other.")
    if options.add_ignores is not None and (options.no_ignores or options.no_config or options.fix is not None):
        raise click.UsageError("--add-ignores goes with neither --fix nor --no-ignores nor --no-config.")
    if options.add_ignores is not None and not options.add_ignores.strip():
        raise click.UsageError("--add-ignores needs a reason, as in --add-ignores='until the migration in May'.")
