"""docs/commands.md: what every subcommand and option does, written from the commands themselves."""

from __future__ import annotations

import click

from dial_lsp.cli.main import COMMANDS, dial_lint

_HEAD = """\
# Commands

Written by `dial_lsp/cli/reference.py` from the commands themselves; change those.

`dial-lint FILE...` is short for `dial-lint check FILE...`.

| Exit code | Means |
|---|---|
| 0 | nothing found at or above the level of `--fail-on`, and Core would load what was checked |
| 1 | something found, or Core would refuse what was checked |
| 2 | wrong usage, or a file that cannot be read or written |
| 3 | an internal error in dial-lint; please report it, the message says how |

| Variable | Means |
|---|---|
| `NO_COLOR` | no colors, unless `--color always` |
| `FORCE_COLOR` | colors in pipes and files too; `0` for none |
| `GITHUB_STEP_SUMMARY` | the file to which `--format github` adds its summary |
| `DIAL_LINT_NO_CACHE` | do the work anew and keep nothing, as `--no-cache` |
| `DIAL_LINT_CACHE_DIR` | the folder where reports are kept |
| `DIAL_LINT_DEBUG` | show the traceback of an internal error |
"""


def command_reference() -> str:
    """The whole page."""
    context = click.Context(dial_lint, info_name="dial-lint")
    return "\n".join([_HEAD, *(_section(context, name) for name in COMMANDS)])


def _section(parent: click.Context, name: str) -> str:
    command = dial_lint.get_command(parent, name)
    if command is None:
        raise KeyError(name)
    context = click.Context(command, parent=parent, info_name=name, help_option_names=["-h", "--help"])
    usage = " ".join(command.collect_usage_pieces(context))
    options = [option for option in command.get_params(context) if isinstance(option, click.Option)]
    rows = [row for option in options if (row := option.get_help_record(context))]
    bar = r"\|"  # a plain one would end the cell
    return "\n".join(
        [
            f"## dial-lint {name}",
            f"\n`dial-lint {name} {usage}`\n",
            "\n\n".join(" ".join(paragraph.split()) for paragraph in (command.help or "").split("\n\n")),
            "\n| Option | Means |\n|---|---|",
            *(f"| `{names.replace('|', bar)}` | {text} |" for names, text in rows),
            "",
        ]
    )
