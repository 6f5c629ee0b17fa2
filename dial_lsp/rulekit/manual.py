"""The manual: every rule's page, read from its module's docstring or from a Markdown file beside it.

The page of a rule with codes has a page of each below what is said of all: ``## code``, with headings a level deeper.
An example ```` ```json /models/gpt-4 ```` is written without the objects around it, which every page would repeat.
``dial-lint explain``, the generated pages of ``docs/rules``, hovers, SARIF help and the tests all read the same text.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass, field
from functools import cache
from inspect import cleandoc
from pathlib import Path
from typing import TYPE_CHECKING

from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dial_lsp.rulekit.rule import Rule

NO_FIX = "None:"
"""How the section about the fix begins where there is none though the others of the family have one."""
HEADINGS = ("Flagged", "Accepted", "Fix", "When to ignore", "Source")
REQUIRED = ("Flagged", "Accepted", "Source")
SITE_URL = "https://dial-lsp.github.io/dial-lsp/"
"""Where the documentation is published."""
WITHOUT_RULE = ("internal-error", "invalid-encoding", "invalid-yaml", "more-findings")
"""What is found without a rule."""
PLAYGROUND_URL = f"{SITE_URL}playground/"

_HEADING = compiled(r"^## (.+)$", re.MULTILINE)
_WITHIN = compiled(r"^(```\w+(?: [^/\s]\S*)?) /(\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_DEEPER = compiled(r"^#(## .+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Page:
    """A rule's page: one sentence, why it matters in DIAL, sections under their headings in order, pages of codes."""

    summary: str
    reason: str
    sections: tuple[tuple[str, str], ...]
    codes: Mapping[str, Page] = field(default_factory=dict)

    def section(self, heading: str) -> str:
        """The text under a heading; empty when the page has none."""
        return dict(self.sections).get(heading, "")

    @property
    def is_fixable(self) -> bool:
        """Whether a fix is offered, for some of the findings at least."""
        fix = self.section("Fix")
        return bool(fix) and not fix.startswith(NO_FIX)

    @property
    def text(self) -> str:
        """The whole page as Markdown."""
        parts = [self.summary, self.reason, *(f"## {heading}\n{body}" for heading, body in self.sections)]
        parts += [f"## {code}\n\n{_deeper(page.text)}" for code, page in self.codes.items()]
        return "\n\n".join(part.strip("\n") for part in parts if part) + "\n"


@cache
def page_of(rule: Rule, code: str = "") -> Page:
    """The page of a rule, or of one of its codes with what is said of all in the sections that it does not have.

    Under ``python -OO`` docstrings are gone and pages are empty.
    """
    if not code:
        module = sys.modules[rule.module]
        file = Path(module.__file__ or "").with_suffix(".md")
        return parse_page(file.read_text(encoding="utf-8") if file.is_file() else module.__doc__ or "")
    whole = page_of(rule)
    page = whole.codes.get(code, Page("", "", ()))
    sections = {**dict(whole.sections), **dict(page.sections)}
    return Page(page.summary, page.reason, tuple((name, sections[name]) for name in HEADINGS if name in sections))


def parse_page(text: str) -> Page:
    """Cut a text into summary, reason, sections and the pages of codes; its examples are whole configurations then."""
    head, *rest = _HEADING.split(_WITHIN.sub(_whole, cleandoc(text)))
    summary, _, reason = head.strip().partition("\n\n")
    parts = [(heading, body.strip("\n")) for heading, body in zip(rest[::2], rest[1::2], strict=True)]
    sections = tuple(part for part in parts if part[0] in HEADINGS)
    codes = {heading: parse_page(_DEEPER.sub(r"\1", body)) for heading, body in parts if heading not in HEADINGS}
    return Page(" ".join(summary.split()), reason.strip(), sections, codes)


def url_of(name: str) -> str:
    """Where the page of a rule, or of a ``rule/code``, stands on the web; what is found without a rule is listed."""
    rule, _, code = name.partition("/")
    if name in WITHOUT_RULE:
        return f"{SITE_URL}rules/#{name}"
    return f"{SITE_URL}rules/{rule}/" + (f"#{anchor_of(name)}" if code else "")


def anchor_of(name: str) -> str:
    """The anchor that GitHub gives to a heading that is a name."""
    return name.replace("/", "")


def _whole(example: re.Match[str]) -> str:
    """The example with the objects around it that its JSON Pointer names."""
    fence, pointer, content = example.groups()
    names = pointer.split("/")
    lines = ["{", *(f'{"  " * depth}"{name}": {{' for depth, name in enumerate(names, 1))]
    lines += ["  " * len(lines) + line for line in content.splitlines()]
    lines += ["  " * depth + "}" for depth in range(len(names), -1, -1)]
    return "\n".join([fence, *lines, "```"])


def _deeper(text: str) -> str:
    return re.sub(r"^(## .+)$", r"#\1", text, flags=re.MULTILINE)
