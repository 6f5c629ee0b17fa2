"""``dial-lint explain``: the manual page of a rule."""

from __future__ import annotations

import os
import re
import sys
from difflib import get_close_matches
from typing import TYPE_CHECKING

import click

from dial_lsp.cli import output
from dial_lsp.cli.output import CONTEXT, Color, color_option
from dial_lsp.manual import page_of, url_of
from dial_lsp.rules import all_rules

if TYPE_CHECKING:
    from dial_lsp.rule import Rule

_HEADING, _CODE, _RED, _RESET = "\x1b[1m", "\x1b[36m", "\x1b[1;91m", "\x1b[0m"


def _names(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    return [rule.name for rule in all_rules() if rule.name.startswith(incomplete)]


@click.command(context_settings=CONTEXT)
@click.argument("rules", nargs=-1, required=True, metavar="RULE...", shell_complete=_names)
@color_option
def explain(rules: tuple[str, ...], color: Color) -> None:
    """Show what a rule finds, why it matters in DIAL, and examples."""
    known = {rule.name: rule for rule in all_rules()}
    for name in rules:
        if name not in known:
            raise click.ClickException(_unknown(name, known))
    page = "\n".join(_page(known[name]) for name in rules)
    if output.is_colored(color, sys.stdout, os.environ):
        page = _rendered(page)
    output.write(page)


def _page(rule: Rule) -> str:
    effect = rule.impact.value.replace("-", " ")
    return f"# {rule.name}\n\n*{rule.severity.word}, {effect}*\n\n{page_of(rule).text}\n<{url_of(rule.name)}>\n"


def _rendered(markdown: str) -> str:
    """The Markdown of our pages in colors: headings, examples and the carets under them, code within text."""
    lines: list[str] = []
    in_example = False
    for line in markdown.splitlines():
        if line.startswith("```"):
            in_example = not in_example
        elif in_example:
            lines.append("    " + (_RED + line + _RESET if line.strip().startswith("^") else line))
        elif line.startswith("#"):
            lines.append(f"{_HEADING}{line.lstrip('# ')}{_RESET}")
        else:
            lines.append(re.sub(r"`([^`]+)`", rf"{_CODE}\1{_RESET}", line.strip("*")))
    return "\n".join(lines) + "\n"


def _unknown(name: str, known: dict[str, Rule]) -> str:
    near = get_close_matches(name, known, n=1)
    hint = f'did you mean "{near[0]}"?' if near else "`dial-lint rules` lists all."
    return f'there is no rule "{name}"; {hint}'
