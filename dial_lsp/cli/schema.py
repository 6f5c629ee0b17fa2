"""``dial-lint schema``: the JSON Schema of aidial.config.json."""

from __future__ import annotations

import json

import click

from dial_lsp.cli import output
from dial_lsp.cli.output import CONTEXT
from dial_lsp.schema import plain


@click.command(context_settings=CONTEXT)
@click.option("--plain", "without_ours", is_flag=True, help="Without keywords of ours, for editors and catalogues.")
def schema(*, without_ours: bool) -> None:
    """Print the JSON Schema of aidial.config.json."""
    value = plain.plain_schema() if without_ours else plain.schema()
    output.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n", "utf-8")
