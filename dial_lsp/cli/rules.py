"""``dial-lint rules``: all rules, as a table or as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from dial_lsp.cli import output
from dial_lsp.cli.output import CONTEXT
from dial_lsp.manual import page_of, url_of
from dial_lsp.rules import all_rules

if TYPE_CHECKING:
    from dial_lsp.rule import Rule


@click.command(context_settings=CONTEXT)
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", help="How to list them.")
def rules(style: str) -> None:
    """List all rules with their severity and what they find."""
    if style == "json":
        output.write(json.dumps([_value(rule) for rule in all_rules()], ensure_ascii=False, indent=2) + "\n", "utf-8")
        return
    known = all_rules()
    width = max((len(rule.name) for rule in known), default=0)
    for rule in known:
        output.write(f"{rule.name:{width}}  {rule.severity.word:11}  {page_of(rule).summary}\n")


def _value(rule: Rule) -> dict[str, Any]:
    page = page_of(rule)
    return {
        "name": rule.name,
        "severity": rule.severity.word,
        "impact": rule.impact.value,
        "profile": rule.profile,
        "summary": page.summary,
        "page": page.text,
        "url": url_of(rule.name),
    }
