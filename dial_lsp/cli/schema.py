"""``dial-lint schema``: the JSON Schema of aidial.config.json, or of the settings of dial-lint."""

from __future__ import annotations

import json

import click

from dial_lsp.cli import output
from dial_lsp.cli.output import CONTEXT


@click.command(context_settings=CONTEXT)
@click.option("--plain", "without_ours", is_flag=True, help="Without keywords of ours, for editors and catalogues.")
@click.option("--settings", "of_settings", is_flag=True, help="The schema of dial-lint.toml instead.")
def schema(*, without_ours: bool, of_settings: bool) -> None:
    """Print the JSON Schema of aidial.config.json.

    --settings prints that of dial-lint.toml and of [tool.dial-lint] in pyproject.toml, by which editors complete and
    check them.
    """
    if of_settings and without_ours:
        raise click.UsageError("--plain and --settings exclude each other.")
    if of_settings:
        from dial_lsp.settings.schema import FILE  # noqa: PLC0415

        value = json.loads(FILE.read_text(encoding="utf-8"))
    else:
        from dial_lsp.schema import plain  # noqa: PLC0415

        value = plain.plain_schema() if without_ours else plain.schema()
    output.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n", "utf-8")
