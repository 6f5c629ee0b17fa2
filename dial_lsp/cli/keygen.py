"""``dial-lint keygen``: new API keys."""

from __future__ import annotations

import secrets

import click

from dial_lsp.cli import output
from dial_lsp.cli.output import CONTEXT

_BYTES = 32  # 256 bits; DIAL asks for at least 128


@click.command(context_settings=CONTEXT)
@click.argument("count", type=click.IntRange(1, 1000), default=1)
def keygen(count: int) -> None:
    """Print new API keys, each of 256 random bits, one per line.

    The keys have only letters, digits, - and _, so that they need no quoting anywhere.
    """
    output.write("".join(f"{_key()}\n" for _ in range(count)))


def _key() -> str:
    """A key that no command line takes for an option."""
    key = secrets.token_urlsafe(_BYTES)
    return key if key[0].isalnum() else _key()
