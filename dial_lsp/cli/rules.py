"""``dial-lint rules``: all rules, as a table or as JSON."""

from __future__ import annotations

import json
from typing import Any

import click

from dial_lsp.cli import output
from dial_lsp.cli.naming import meaning
from dial_lsp.cli.output import CONTEXT
from dial_lsp.engine.naming import code_in, names_of
from dial_lsp.rulekit.labels import QUESTIONS
from dial_lsp.rulekit.manual import page_of, url_of


@click.command(context_settings=CONTEXT)
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", help="How to list them.")
def rules(names: tuple[str, ...], style: str) -> None:
    """List rules by the question they answer, with their severity and what they find.

    Each NAME is a rule, a code, a group or a tag; without any all rules are listed.
    """
    known = names_of()
    wanted = frozenset[str]().union(*map(meaning, names)) if names else frozenset(known.codes)
    listed = sorted(wanted & known.codes.keys())
    if style == "json":
        output.write(json.dumps([_value(name) for name in listed], ensure_ascii=False, indent=2) + "\n", "utf-8")
        return
    width = max(map(len, listed), default=0)
    for group, question in QUESTIONS.items():
        rows = [_row(name, width) for name in listed if name in known.groups.get(group.value, ())]
        if rows:
            output.write(f"{group.value}: {question}\n{''.join(rows)}\n")
    output.write(f"Groups: {', '.join(sorted(known.groups))}\nTags: {', '.join(sorted(known.tags))}\n")


def _row(name: str, width: int) -> str:
    rule, code = names_of().codes[name]
    strict = " (strict)" if code.profile == "strict" else ""
    return f"  {name:{width}}  {code.severity.word:11}  {page_of(rule, code_in(rule, name)).summary}{strict}\n"


def _value(name: str) -> dict[str, Any]:
    rule, told = names_of().codes[name]
    group, tags = names_of().labels(name)
    page = page_of(rule, code_in(rule, name))
    return {
        "name": name,
        "rule": rule.name,
        "severity": told.severity.word,
        "impact": told.impact.value,
        "profile": told.profile,
        "group": group,
        "tags": list(tags),
        "summary": page.summary,
        "page": page.text,
        "url": url_of(name),
    }
