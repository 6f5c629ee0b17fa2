"""The generated manual of all rules, ``docs/rules.md``."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from dial_lsp.engine.naming import current_name
from dial_lsp.rulekit.labels import subject_of
from dial_lsp.rulekit.manual import anchor_of, page_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dial_lsp.rulekit.manual import Page
    from dial_lsp.rulekit.rule import Code, Rule

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


def _table(rules: Sequence[Rule]) -> str:
    rows = [
        f"| [`{name}`](#{anchor_of(name)}) | {code.severity.word} | {code.impact} | {page_of(rule, short).summary} |"
        for rule in rules
        for short, code in rule.codes.items()
        for name in [rule.full_name(short)]
    ]
    return "\n".join(["| rule | severity | impact | what it finds |", "|---|---|---|---|", *rows]) + "\n"


def _page(rule: Rule) -> str:
    page = page_of(rule)
    whole = _body(page, rule.codes.get(""))
    codes = (f"#### {rule.full_name(code)}\n\n{_body(one, rule.codes.get(code))}" for code, one in page.codes.items())
    return "\n".join([f"### {rule.name}\n\n{whole}", *codes])


def _body(page: Page, code: Code | None) -> str:
    is_strict = code is not None and code.profile == "strict"
    profile = " Runs only with the setting `strict = true`." if is_strict else ""
    reason = f"\n{page.reason}\n" if page.reason else ""
    sections = "".join(f"\n**{heading}**\n\n{body}\n" for heading, body in page.sections)
    return f"{page.summary}{profile}\n{reason}{sections}"


def _target(rules: str) -> str:
    if rules == "-":
        return rules
    return ", ".join(f"[`{name}`](#{anchor_of(name)})" for name in map(current_name, rules.split(", ")))
