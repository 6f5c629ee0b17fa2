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
    from collections.abc import Iterator

    from dial_lsp.rule import Code, Rule


@click.command(context_settings=CONTEXT)
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", help="How to list them.")
def rules(style: str) -> None:
    """List all rules with their severity and what they find."""
    if style == "json":
        output.write(json.dumps([_value(*one) for one in _codes()], ensure_ascii=False, indent=2) + "\n", "utf-8")
        return
    rows = [(name, told.severity.word, page_of(rule, code).summary) for rule, code, name, told in _codes()]
    width = max((len(name) for name, _, _ in rows), default=0)
    for name, severity, summary in rows:
        output.write(f"{name:{width}}  {severity:11}  {summary}\n")


def _codes() -> Iterator[tuple[Rule, str, str, Code]]:
    for rule in all_rules():
        for code, told in rule.codes.items():
            yield rule, code, rule.full_name(code), told


def _value(rule: Rule, code: str, name: str, told: Code) -> dict[str, Any]:
    page = page_of(rule, code)
    return {
        "name": name,
        "rule": rule.name,
        "severity": told.severity.word,
        "impact": told.impact.value,
        "profile": told.profile,
        "summary": page.summary,
        "page": page.text,
        "url": url_of(name),
    }
