"""``dial-lint schema``: the JSON Schema of aidial.config.json, or of the settings of dial-lint."""

from __future__ import annotations

import json

import click

from dial_lsp.cli import output
from dial_lsp.cli.output import CONTEXT


@click.command(context_settings=CONTEXT)
@click.option("--plain", "without_ours", is_flag=True, help="Without keywords of ours, for editors and catalogues.")
@click.option("--settings", "of_settings", is_flag=True, help="The schema of dial-lint.toml instead.")
@click.option("--policy", "of_policies", is_flag=True, help="The schema of dial-policy.toml instead.")
def schema(*, without_ours: bool, of_settings: bool, of_policies: bool) -> None:
    """Print the JSON Schema of aidial.config.json.

    --settings prints that of dial-lint.toml and of [tool.dial-lint] in pyproject.toml, --policy that of
    dial-policy.toml, by which editors complete and check them.
    """
    if without_ours + of_settings + of_policies > 1:
        raise click.UsageError("--plain, --settings and --policy exclude each other.")
    if of_policies:
        from dial_lsp.policies import reading

        value = reading.schema()
    elif of_settings:
        from dial_lsp.settings.schema import FILE

        value = json.loads(FILE.read_text(encoding="utf-8"))
    else:
        from dial_lsp.schema import plain

        value = plain.plain_schema() if without_ours else plain.schema()
    output.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n", "utf-8")
