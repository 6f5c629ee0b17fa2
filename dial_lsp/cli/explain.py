"""``dial-lint explain``: the manual page of a rule, or of an invariant for policies."""

from __future__ import annotations

import os
import re
import sys
from typing import TYPE_CHECKING

import click

from dial_lsp.cli import output
from dial_lsp.cli.output import CONTEXT, Color, color_option
from dial_lsp.engine.naming import names_of
from dial_lsp.rulekit.manual import page_of, url_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from dial_lsp.rulekit.rule import Rule

_HEADING, _CODE, _RED, _RESET = "\x1b[1m", "\x1b[36m", "\x1b[1;91m", "\x1b[0m"


def _names(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    return [name for name in (*names_of(), *_invariants()) if name.startswith(incomplete)]


@click.command(context_settings=CONTEXT)
@click.argument("rules", nargs=-1, required=True, metavar="RULE...", shell_complete=_names)
@color_option
def explain(rules: tuple[str, ...], color: Color) -> None:
    """Show what a rule or an invariant finds, why it matters in DIAL, and examples."""
    page = "\n".join(_page(name) for name in rules)
    if output.is_colored(color, sys.stdout, os.environ):
        page = _rendered(page)
    output.write(page)


def _page(name: str) -> str:
    """The page that a name means. Raises ClickException if none does."""
    names = names_of()
    found = names.rule(name)
    if found is None:
        if name in _invariants():
            return _page_of_invariant(name)
        if reason := names.why_gone(name):
            return f"{reason}.\n"
        if names.is_label(name):
            kind = "group" if name in names.groups else "tag"
            raise click.ClickException(f'"{name}" is a {kind}; `dial-lint rules {name}` lists its rules.')
        near = names.near(name)
        hint = f'did you mean "{near}"?' if near else "`dial-lint rules` lists all."
        raise click.ClickException(f'there is no rule "{name}"; {hint}')
    rule, code = found
    title, page = rule.full_name(code), page_of(rule, code)
    effects = [f"*{_effect(rule, short)}*" for short in ([code] if code in rule.codes else rule.codes)]
    return "\n".join([f"# {title}", "", *effects, "", page.text, f"<{url_of(title)}>", ""])


def _invariants() -> Collection[str]:
    from dial_lsp.policies.invariants import INVARIANTS

    return INVARIANTS


def _page_of_invariant(name: str) -> str:
    from dial_lsp.policies.manual import page_of as page

    return f"# {name}\n\n*an invariant for dial-policy.toml*\n\n{page(name)}"


def _effect(rule: Rule, code: str) -> str:
    told = rule.codes[code]
    return f"{code + ': ' if code else ''}{told.severity.word}, {told.impact.value.replace('-', ' ')}"


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
