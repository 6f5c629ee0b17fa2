"""The generated manual of all rules, ``docs/rules.md``."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from dial_lsp.manual import page_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dial_lsp.rule import Rule

_HEAD = """# Rules

Generated from the pages of the rules; do not edit.

A finding has a severity (how bad) and an impact (what DIAL Core does about it):

| impact | what Core does |
|---|---|
| `file-rejected` | refuses the whole config: does not start, or keeps the previous config on a reload |
| `entry-dropped` | loads the config without this entry |
| `call-fails` | loads it, and calls fail |
| `no-effect` | ignores it |
| `exposed` | gives more people access, or shows a secret |
| `unlimited` | counts no limit |
| `advice` | nothing; it may mislead people |
"""


def render_manual(rules: Sequence[Rule], catalogue: Iterable[tuple[str, str, str]] = ()) -> str:
    """Every rule's page under its subject, after a table of all; then where each candidate of the catalogue went.

    ``catalogue`` rows are (candidate, its rules or "-", note).
    """
    by_subject = sorted(rules, key=lambda rule: (subject_of(rule), rule.name))
    parts = [_HEAD, _table(by_subject)]
    for subject, found in groupby(by_subject, key=subject_of):
        parts.append(f"## {subject.capitalize()}\n")
        parts += [_page(rule) for rule in found]
    rows = [f"| `{name}` | {_target(rule)} | {note} |" for name, rule, note in catalogue]
    if rows:
        parts.append("## Where each candidate went\n")
        parts.append("\n".join(["| candidate | rule | note |", "|---|---|---|", *rows]) + "\n")
    return "\n".join(parts)


def subject_of(rule: Rule) -> str:
    """The folder a rule lives in."""
    return rule.module.split(".")[-2]


def _table(rules: Sequence[Rule]) -> str:
    rows = [
        f"| [`{rule.name}`](#{rule.name}) | {rule.severity.word} | {rule.impact} | {page_of(rule).summary} |"
        for rule in rules
    ]
    return "\n".join(["| rule | severity | impact | what it finds |", "|---|---|---|---|", *rows]) + "\n"


def _page(rule: Rule) -> str:
    page = page_of(rule)
    profile = "" if rule.profile == "default" else f" Runs only with the setting `{rule.profile} = true`."
    sections = "".join(f"\n**{heading}**\n\n{body}\n" for heading, body in page.sections)
    return f"### {rule.name}\n\n{page.summary}{profile}\n\n{page.reason}\n{sections}"


def _target(rules: str) -> str:
    return rules if rules == "-" else ", ".join(f"[`{rule}`](#{rule})" for rule in rules.split(", "))
