"""``dial-lint`` itself: which subcommands there are, and what happens when something goes wrong."""

from __future__ import annotations

import errno
import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any, NoReturn, TextIO

import click

from dial_lsp import __version__
from dial_lsp.cli import output
from dial_lsp.cli.output import CONTEXT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from click.shell_completion import CompletionItem

WRONG_USAGE = 2
OUR_FAILURE = 3
INTERRUPTED = 130
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EPIPE})

# A subcommand lives in the module of its name; it is imported when it is used. To add one: write
# dial_lsp/cli/NAME.py with a click command named NAME and add a line here.
COMMANDS = {
    "check": "Find what is wrong with configurations (the default).",
    "access": "Show who may call what, with which limits, and why.",
    "diff": "Show who may do more or less than before.",
    "test": "Test whether policies hold of a configuration.",
    "format": "Lay out files evenly, with all their values and comments.",
    "render": "Print the configuration that Core would have, merged.",
    "init": "Write a settings file for what is found here.",
    "settings": "Show all settings and where each comes from.",
    "explain": "Show what a rule finds, why it matters in DIAL, and examples.",
    "rules": "List all rules with their severity and what they find.",
    "schema": "Print the JSON Schema of aidial.config.json.",
    "clean": "Remove the reports that are kept from earlier runs.",
    "keygen": "Print new API keys, each of 256 random bits.",
    "server": "Serve an editor; the same as dial-lsp.",
    "mcp": "Serve an assistant: answers as tools that only read.",
    "completion": "Print the completion script for a shell.",
}
DEFAULT = "check"
_COMPLETING = "_DIAL_LINT_COMPLETE"  # click derives this name from the command's


class Commands(click.Group):
    """Imports a subcommand when it is used, and takes anything that is no subcommand for files to check."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 -- click says what is passed
        """The names of all subcommands, in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The subcommand of that name."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"dial_lsp.cli.{cmd_name}"), cmd_name)
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the default subcommand before arguments that name none."""
        completing = ctx.resilient_parsing and not args
        if not completing and (not args or args[0] not in {*COMMANDS, "-h", "--help", "--version"}):
            if args and not completing:
                from dial_lsp.cli.guessing import refuse_mistyped

                refuse_mistyped(args[0], COMMANDS)
            args = [DEFAULT, *args]
        return super().parse_args(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """What may come first: a subcommand, an option, or what the default subcommand takes."""
        from click.shell_completion import CompletionItem

        items = [CompletionItem(name, help=text) for name, text in COMMANDS.items() if name.startswith(incomplete)]
        check = self.get_command(ctx, DEFAULT)
        if incomplete.startswith("-") and check is not None:
            items += check.shell_complete(click.Context(check, parent=ctx, info_name=DEFAULT), incomplete)
        # First the files: bash forgets what came before them.
        return [CompletionItem(incomplete, type="file"), *items]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the subcommands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=Commands, context_settings=CONTEXT)
@click.version_option(__version__, message="dial-lint %(version)s")
def dial_lint() -> None:
    """Check the dynamic settings of AI DIAL Core (aidial.config.json).

    `dial-lint FILE...` is short for `dial-lint check FILE...`; see `dial-lint check --help` for its options.
    """


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command and exit: 0 clean, 1 findings, 2 wrong usage or nothing to read, 3 our own failure."""
    if _COMPLETING in os.environ:
        from dial_lsp.cli.shells import register

        register()
    try:
        status = dial_lint.main(arguments, prog_name="dial-lint", standalone_mode=False)
    except click.ClickException as error:
        output.show(_with_its_owners(error) if isinstance(error, click.NoSuchOption) else error)
        status = WRONG_USAGE
    except click.Abort:
        status = INTERRUPTED
    except Exception as error:
        if isinstance(error, OSError) and error.errno in _NO_ROOM:  # click prints help by itself
            sys.exit(unprinted(error, sys.stdout))
        if os.environ.get("DIAL_LINT_DEBUG"):
            raise
        output.write_error(_apology(error))
        status = OUR_FAILURE
    sys.exit(status if isinstance(status, int) else 0)


def _with_its_owners(error: click.NoSuchOption) -> click.ClickException:
    """The error, with the commands that have such an option, if any has."""
    from dial_lsp.cli.guessing import instead, owners

    meant = instead(error.option_name, error.ctx.command if error.ctx else None)
    if meant:
        return click.UsageError(f"No such option '{error.option_name}'; did you mean {meant}?", error.ctx)
    context = click.Context(dial_lint)
    commands = {name: dial_lint.get_command(context, name) for name in COMMANDS}
    found = owners(error.option_name, {name: command for name, command in commands.items() if command is not None})
    if not found:
        return error
    told = f"No such option '{error.option_name}' here: it is an option of dial-lint {', '.join(found)}."
    return click.UsageError(told, error.ctx)


def unprinted(error: OSError, stream: TextIO | None) -> int:
    """Say that help, or a report that was kept, cannot be printed; the exit status."""
    if reason := output.discard(stream, error):
        output.write_error(f"Error: {reason}")
    return WRONG_USAGE if reason else 0


def _apology(error: Exception) -> str:
    """What went wrong with us, without any value from the user's files."""
    import platform

    return (
        f"dial-lint failed: {type(error).__name__} in {_place(error)}.\n"
        "This is an internal error in dial-lint, not a mistake in your file. Please report it with this message and\n"
        "what you ran at https://github.com/dial-lsp/dial-lsp/issues.\n"
        "(DIAL_LINT_DEBUG=1 shows more, perhaps also secrets.)\n"
        f"dial-lint {__version__}, Python {platform.python_version()}, {platform.system()}"
    )


def _place(error: Exception) -> str:
    """The innermost place of our own in the traceback."""
    place = "an unknown place"
    traceback = error.__traceback__
    while traceback is not None:
        module: Any = traceback.tb_frame.f_globals.get("__name__", "")
        if str(module).startswith("dial_lsp"):
            place = f"{module}:{traceback.tb_lineno}"
        traceback = traceback.tb_next
    return place
