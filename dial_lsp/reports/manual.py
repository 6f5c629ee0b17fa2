"""The manual as files of ``docs``: ``rules.md``, which lists all rules by their questions, and a page for each."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dial_lsp.rulekit.labels import QUESTIONS, group_of, subject_of
from dial_lsp.rulekit.manual import PLAYGROUND_URL, anchor_of, page_of
from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dial_lsp.diagnostics import Group
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

Marks: **fix** where `dial-lint` offers one, **strict** where the rule runs only with the setting `strict = true`.
"""
_WITHOUT = """## Found without a rule

| name | severity | impact | what it says |
|---|---|---|---|
| <a id="internal-error"></a>`internal-error` | warning | advice | A rule of dial-lint failed; the others ran. |
| <a id="invalid-encoding"></a>`invalid-encoding` | error | file-rejected | The file is no UTF-8 text. |
| <a id="invalid-yaml"></a>`invalid-yaml` | error; information in templates | advice | The file is no YAML. |
| <a id="more-findings"></a>`more-findings` | that of the worst one | advice | How many findings were left out. |
"""
_EXAMPLE = compiled(r"^```json\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_CARETS = compiled(r"^( *)(\^+.*)$", re.MULTILINE)


def manual(rules: Sequence[Rule]) -> dict[str, str]:
    """Texts by their names below ``docs``."""
    return {"rules.md": _index(rules), **{f"rules/{rule.name}.md": _page(rule) for rule in rules}}


def _index(rules: Sequence[Rule]) -> str:
    rows: dict[Group, list[str]] = {group: [] for group in QUESTIONS}
    for rule in sorted(rules, key=lambda rule: (subject_of(rule), rule.name)):
        for short, code in rule.codes.items():
            rows[group_of(rule, code)].append(_row(rule, short, code))
    tables = (_table(question, rows[group]) for group, question in QUESTIONS.items() if rows[group])
    return "\n".join([_HEAD, *tables, _WITHOUT])


def _table(question: str, rows: Sequence[str]) -> str:
    return "\n".join([f"## {question}\n", "| rule | severity | impact | marks | what it finds |", _RULED, *rows]) + "\n"


_RULED = "|---|---|---|---|---|"


def _row(rule: Rule, short: str, code: Code) -> str:
    name, page = rule.full_name(short), page_of(rule, short)
    anchor = f"#{anchor_of(name)}" if short else ""
    link = f"[`{name}`](rules/{rule.name}.md{anchor})"
    return f"| {link} | {code.severity.word} | {code.impact} | {', '.join(_marks(page, code))} | {page.summary} |"


def _marks(page: Page, code: Code) -> Iterator[str]:
    if page.is_fixable:
        yield "fix"
    if code.profile == "strict":
        yield "strict"


def _page(rule: Rule) -> str:
    page = page_of(rule)
    codes = (
        f"## {rule.full_name(code)}\n\n{_body(one, rule.full_name(code), rule.codes.get(code), 3)}"
        for code, one in page.codes.items()
    )
    whole = _body(page, rule.name, rule.codes.get(""), 2)
    return "\n".join([f"# {rule.name}\n\n{whole}", *codes])


def _body(page: Page, name: str, code: Code | None, level: int) -> str:
    parts = [_facts(page, name, code), page.summary, page.reason]
    parts += [f"{'#' * level} {heading}\n\n{_readable(body)}" for heading, body in page.sections]
    return "\n\n".join(part.strip("\n") for part in parts if part) + "\n"


def _facts(page: Page, name: str, code: Code | None) -> str:
    """What a code is, the names it had before, and where its example can be tried."""
    if code is None:
        return ""
    facts = [f"*{code.severity.word}*", f"`{code.impact}`", *_marks(page, code)]
    if code.was:
        facts.append("before: " + ", ".join(f"`{old}`" for old in code.was))
    return " · ".join([*facts, f"[try it]({PLAYGROUND_URL}#rule={name})"])


def _readable(text: str) -> str:
    """Examples with their marks as comments, so that they are JSON with comments to whatever colours them."""
    return _EXAMPLE.sub(lambda found: "```jsonc\n" + _CARETS.sub(_comment, found[1]) + "```", text)


def _comment(found: re.Match[str]) -> str:
    blanks, mark = found.groups()
    return f"//{blanks[2:]}{mark}" if len(blanks) > 1 else f"/* {mark} */"


def redirects(rules: Sequence[Rule]) -> Mapping[str, str]:
    """By the old name of a code, the address of what it is now, below the folder of the rules."""
    return {
        old: f"{rule.name}/" + (f"#{anchor_of(rule.full_name(short))}" if short else "")
        for rule in rules
        for short, code in rule.codes.items()
        for old in code.was
    }
