"""What the settings make of rules and findings: which rules run, how severe they are, and what nobody knows yet."""

from __future__ import annotations

import re
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Group, Severity
from dial_lsp.engine.naming import names_of
from dial_lsp.rulekit.manual import WITHOUT_RULE
from dial_lsp.rules import all_rules
from dial_lsp.settings import OFF
from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from dial_lsp.rulekit.rule import Check, Finding, Rule
    from dial_lsp.settings import Settings
    from dial_lsp.text import Location

_REPEATS_A_GROUP = compiled(r"\)(?:[*+?]|\{)")


class Weights:
    """What one choice of settings makes of rules."""

    def __init__(self, settings: Settings, given: tuple[Rule, ...] | None) -> None:
        """``given`` are the rules that run, with all their codes, where the settings do not choose them."""
        self.names = names_of(given or ())
        self._chosen = self._choices(settings)
        self._selected = self._meant(choice.rule for choice in settings.select)
        self._left_out = self._meant(settings.left_out) or frozenset()
        named = [choice for choice in (*settings.rules, *settings.select) if choice.severity != OFF]
        self._switched_on = self._meant(one.rule for one in named if not self._is_broad(one.rule)) or frozenset()
        self._strict = settings.strict
        self.rules = given if given is not None else tuple(rule for rule in all_rules() if any(self._running(rule)))
        """The rules that run. One that is off does, too, for what it finds still counts for the verdict."""
        running = (name for rule in self.rules for name in self._running(rule))
        self._runs = frozenset(running if given is None else (name for rule in given for name in rule.full_names))

    @property
    def shown(self) -> frozenset[str]:
        """The full names of those codes that run and are not off."""
        return frozenset(name for name in self._runs if not self._is_off(name))

    def runs(self, check: Check, finding: Finding) -> bool:
        """Whether a finding is of a code that runs."""
        return check.full_name_of(finding) in self._runs or check.rule.name in WITHOUT_RULE

    def severity_of(self, check: Check, finding: Finding) -> Severity | None:
        """How severe a finding is: as the settings say, else as its rule does; None if it is off."""
        name = check.full_name_of(finding)
        if self._is_off(name):
            return None
        chosen = self._chosen.get(name)
        return Severity[chosen.upper()] if chosen else finding.severity or check.code_of(finding).severity

    def _choices(self, settings: Settings) -> Mapping[str, str]:
        """The severity that is chosen for codes: what means fewer of them counts more, then what comes last."""
        meanings = [(self.names.meaning(choice.rule) or frozenset(), choice.severity) for choice in settings.rules]
        meanings.sort(key=lambda pair: -len(pair[0]))
        return {name: severity for names, severity in meanings for name in names}

    def _is_off(self, name: str) -> bool:
        """Whether a code is not shown. What is wrong with the settings themselves is, whatever they select."""
        selected = self._selected is None or name in self._selected or self.names.labels(name)[0] == Group.TOOL
        return not selected or name in self._left_out or self._chosen.get(name) == OFF

    def _is_broad(self, name: str) -> bool:
        """Whether a name is a label, which takes what runs; only that of the strict profile makes it run."""
        return self.names.is_label(name) and name != "strict"

    def _meant(self, names: Iterable[str]) -> frozenset[str] | None:
        """The codes that names mean; None for no names at all."""
        meanings = [self.names.meaning(name) or frozenset() for name in names]
        return frozenset[str]().union(*meanings) if meanings else None

    def _running(self, rule: Rule) -> Iterator[str]:
        for name, code in rule.codes.items():
            full_name = rule.full_name(name)
            if self._strict or code.profile == "default" or full_name in self._switched_on:
                yield full_name


@lru_cache(maxsize=8)
def weights_of(settings: Settings, given: tuple[Rule, ...] | None = None) -> Weights:
    """What settings make of all rules, or of these."""
    return Weights(settings, given)


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
    return any(is_in(inside) for is_in in _searches(settings.placeholder_patterns))


@lru_cache(maxsize=8)
def _searches(patterns: tuple[str, ...]) -> tuple[Callable[[str], object], ...]:
    """How to look for each of these patterns in a text.

    Python goes back and forth in a text, for hours where a repetition stands in another one. Such patterns, which may
    come from a repository that nobody trusts, are looked for step by step, all ways at once; one for which that is not
    possible is looked for only if no repetition can take what another one has taken.
    """
    from dial_lsp.javaregex.automaton import automaton, runs
    from dial_lsp.javaregex.cost import growth
    from dial_lsp.javaregex.pattern import parse

    found: list[Callable[[str], object]] = []
    for pattern in patterns:
        spelt = pattern.replace("(?P<", "(?<")
        repeats = _REPEATS_A_GROUP.search(pattern) is not None
        if repeats or growth(spelt) > 1:
            if automaton(spelt) is not None:
                found.append(partial(runs, spelt, anywhere=True))
                continue
            if parse(spelt) is None or growth(spelt) > 1 or "|" in pattern:
                continue
        found.append(re.compile(pattern).search)
    return tuple(found)
