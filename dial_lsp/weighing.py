"""What the settings make of rules and findings: which rules run, how severe they are, and what nobody knows yet."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Severity
from dial_lsp.rules import all_rules
from dial_lsp.settings import OFF

if TYPE_CHECKING:
    from dial_lsp.rule import Finding, Rule
    from dial_lsp.settings import Settings
    from dial_lsp.text import Location


def chosen_rules(settings: Settings) -> tuple[Rule, ...]:
    """The rules that run. One that is off does, too, for what it finds still counts for the verdict."""
    return tuple(
        rule
        for rule in all_rules()
        if rule.profile == "default" or settings.strict or settings.severity_of(rule.name) not in (None, OFF)
    )


@lru_cache(maxsize=8)
def shown_rules(rules: tuple[Rule, ...], settings: Settings) -> frozenset[str]:
    """The names of those rules that are not off."""
    return frozenset(rule.name for rule in rules if settings.severity_of(rule.name) != OFF)


@lru_cache(maxsize=8)
def known_rules(rules: tuple[Rule, ...]) -> frozenset[str]:
    """All names that may be ignored: those of these rules, of all others and of what no rule finds."""
    return frozenset(rule.name for rule in (*rules, *all_rules())) | {
        "internal-error",
        "invalid-encoding",
        "invalid-yaml",
    }


def severity_of(rule: Rule, finding: Finding, settings: Settings) -> Severity | None:
    """How severe a finding is: as the settings say, else as its rule does; None if its rule is off."""
    chosen = settings.severity_of(rule.name) if settings.rules else None
    if chosen == OFF:
        return None
    return Severity[chosen.upper()] if chosen else finding.severity or rule.severity


def is_to_be_filled(at: Location, settings: Settings) -> bool:
    """Whether a place is in a text that holds a placeholder of the settings, so that it will be another text."""
    source, (start, end) = at.source, at.span
    line = source.lines.span(source.position(start).line)
    if end > line.end:
        return False
    text = source.text
    if not text.startswith('"', start):
        start = max(text.rfind('"', line.start, start), line.start)
        quote = text.find('"', end, line.end)
        end = line.end if quote < 0 else quote + 1
    inside = text[start + 1 : end - 1]
    if re.search(r'(?<!\\)"', inside):
        return False  # more than one text
    return any(_compiled(pattern).search(inside) for pattern in settings.placeholder_patterns)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
