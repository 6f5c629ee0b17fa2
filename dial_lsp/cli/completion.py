"""``dial-lint completion``: what makes shells complete our commands, options, files and rules."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from dial_lsp.cli import output
from dial_lsp.cli.output import CONTEXT

_VARIABLE = "_DIAL_LINT_COMPLETE"  # click derives this name from the command's


@click.command(context_settings=CONTEXT)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print the completion script for a shell.

    Write it where the shell looks for completions: for bash to
    ~/.local/share/bash-completion/completions/dial-lint, for zsh to a file _dial-lint in a folder of $fpath, for fish
    to ~/.config/fish/completions/dial-lint.fish.
    """
    script = get_completion_class(shell)
    if script is None:
        raise click.ClickException(f"this version of click cannot complete for {shell}.")
    output.write(script(context.find_root().command, {}, "dial-lint", _VARIABLE).source())
