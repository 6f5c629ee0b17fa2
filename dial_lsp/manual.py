"""The manual: every rule's page, read from its module's docstring.

``dial-lint explain``, the generated ``docs/rules.md``, hovers, SARIF help and the tests all read the same text.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from functools import cache
from inspect import cleandoc
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dial_lsp.rule import Rule

HEADINGS = ("Flagged", "Accepted", "Fix", "When to ignore", "Source")
REQUIRED = ("Flagged", "Accepted", "Source")
RULES_URL = "https://github.com/dial-lsp/dial-lsp/blob/main/docs/rules.md"

_HEADING = re.compile(r"^## (.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Page:
    """A rule's page: one sentence, why it matters in DIAL, and the sections under their headings, in order."""

    summary: str
    reason: str
    sections: tuple[tuple[str, str], ...]

    def section(self, heading: str) -> str:
        """The text under a heading; empty when the page has none."""
        return dict(self.sections).get(heading, "")

    @property
    def text(self) -> str:
        """The whole page as Markdown."""
        parts = [self.summary, self.reason, *(f"## {heading}\n{body}" for heading, body in self.sections)]
        return "\n\n".join(part for part in parts if part) + "\n"


@cache
def page_of(rule: Rule) -> Page:
    """The page of a rule. Under ``python -OO`` docstrings are gone and pages are empty."""
    return parse_page(sys.modules[rule.module].__doc__ or "")


def parse_page(docstring: str) -> Page:
    """Cut a docstring into summary, reason and sections."""
    head, *rest = _HEADING.split(cleandoc(docstring))
    summary, _, reason = head.strip().partition("\n\n")
    sections = tuple((heading, body.strip("\n")) for heading, body in zip(rest[::2], rest[1::2], strict=True))
    return Page(" ".join(summary.split()), reason.strip(), sections)


def url_of(rule_name: str) -> str:
    """Where the page of a rule stands on the web."""
    return f"{RULES_URL}#{rule_name}"
