"""The command ``dial-lsp``."""

from __future__ import annotations

import os
import sys

import click

from dial_lsp import __version__


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--stdio", is_flag=True, help="Talk over standard input and output (the default).")
@click.option("--tcp", "port", type=click.IntRange(0, 65535), help="Listen on this port of the loopback address.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The loopback address to listen on.")
@click.option("--clientProcessId", "parent", type=int, help="End when this process ends.")
@click.version_option(__version__, message="dial-lsp %(version)s")
def dial_lsp(*, stdio: bool, port: int | None, host: str, parent: int | None) -> None:
    """Serve an editor: the language server for aidial.config.json."""
    from dial_lsp.server.assembly import create
    from dial_lsp.server.streams import serve_standard_streams, serve_tcp

    del stdio
    server = create()
    server.process_id = server.parent = parent
    if port is None:
        sys.exit(serve_standard_streams(server))
    try:
        sys.exit(serve_tcp(server, host, port))
    except (ValueError, OSError) as error:
        raise click.UsageError(str(error)) from error


def main() -> None:
    """Serve one editor, then exit."""
    try:
        dial_lsp.main(prog_name="dial-lsp")
    except OSError as error:  # the help or the version cannot be written
        # Python would fail once more when it flushes the stream at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(f"Error: the output cannot be written: {error.strerror or error}.")


if __name__ == "__main__":
    main()
