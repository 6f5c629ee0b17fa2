"""``dial-lint rules``: all rules, as a table or as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from dial_lsp.cli import output
from dial_lsp.cli.completing import listed_rules
from dial_lsp.cli.naming import meaning
from dial_lsp.cli.output import CONTEXT
from dial_lsp.diagnostics import Severity
from dial_lsp.engine.naming import code_in, names_of
from dial_lsp.rulekit.labels import QUESTIONS
from dial_lsp.rulekit.manual import page_of, url_of

if TYPE_CHECKING:
    from dial_lsp.rulekit.manual import Page


@click.command(context_settings=CONTEXT)
@click.argument("names", nargs=-1, metavar="[NAME]...", shell_complete=listed_rules)
@click.option(
    "--severity",
    type=click.Choice([severity.word for severity in Severity]),
    metavar="SEVERITY",
    help="Only those of this severity or a higher one.",
)
@click.option("--fixable", is_flag=True, help="Only those that offer a fix, at least for some of their findings.")
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", help="How to list them.")
def rules(names: tuple[str, ...], severity: str | None, style: str, *, fixable: bool) -> None:
    """List rules by the question they answer, with their severity and what they find.

    Each NAME is a rule, a code, a group or a tag, such as strict; without any all rules are listed.
    """
    known = names_of()
    wanted = frozenset[str]().union(*map(meaning, names)) if names else frozenset(known.codes)
    mildest = max(Severity) if severity is None else Severity[severity.upper()]
    listed = [
        name
        for name in sorted(wanted & known.codes.keys())
        if known.codes[name][1].severity <= mildest and (_page(name).is_fixable or not fixable)
    ]
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
    _, code = names_of().codes[name]
    marks = [mark for mark, is_so in (("strict", code.profile == "strict"), ("fix", _page(name).is_fixable)) if is_so]
    marked = f" ({', '.join(marks)})" if marks else ""
    return f"  {name:{width}}  {code.severity.word:11}  {_page(name).summary}{marked}\n"


def _page(name: str) -> Page:
    rule, _ = names_of().codes[name]
    return page_of(rule, code_in(rule, name))


def _value(name: str) -> dict[str, Any]:
    rule, told = names_of().codes[name]
    group, tags = names_of().labels(name)
    page = _page(name)
    return {
        "name": name,
        "rule": rule.name,
        "severity": told.severity.word,
        "impact": told.impact.value,
        "profile": told.profile,
        "fixable": page.is_fixable,
        "group": group,
        "tags": list(tags),
        "summary": page.summary,
        "page": page.text,
        "url": url_of(name),
    }
