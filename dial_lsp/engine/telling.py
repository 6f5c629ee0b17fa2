"""Findings as diagnostics, and how many of them there may be for one file.

Who meets thousands of findings reads none but the first. So of a file with more than that many the worst are told,
and one more finding counts the rest: what is told stays readable, and takes no more time and memory than a run should.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

from dial_lsp.diagnostics import MORE_FINDINGS, Diagnostic, Impact, Severity
from dial_lsp.model.place import ConfigEntry
from dial_lsp.rulekit.suppressions import Identity
from dial_lsp.text import Location, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dial_lsp.diagnostics import Fix
    from dial_lsp.engine.analysis import Analysis
    from dial_lsp.engine.findings import Found
    from dial_lsp.engine.placing import Placing
    from dial_lsp.engine.weighing import Weights
    from dial_lsp.model.config import Config
    from dial_lsp.rulekit.rule import Check, Finding, Offer
    from dial_lsp.rulekit.suppressions import Suppressions
    from dial_lsp.text import Source

MOST: Final = 10_000
MOST_FIXES: Final = 1_000


class Left(NamedTuple):
    """What is not told of one file."""

    source: Source
    severities: Counter[Severity]
    impact: Impact


class Bounded(NamedTuple):
    """Findings to tell, in the given order, and what is left of each file."""

    found: tuple[Found, ...]
    left: tuple[Left, ...] = ()


def bounded(found: Iterable[Found], config: Config, weights: Weights) -> Bounded:
    """The findings, but no more than so many of each file: the worst, and of equally bad ones the first."""
    every = tuple(found)
    if len(every) <= MOST:
        return Bounded(every)
    of_files: dict[Source, list[tuple[Severity, int]]] = defaultdict(list)
    for number, (check, finding) in enumerate(every):
        severity = weights.severity_of(check, finding)
        if severity is not None:
            of_files[_source_of(finding, config)].append((severity, number))
    kept: set[int] = set()
    left: list[Left] = []
    for source, numbers in of_files.items():
        numbers.sort()
        kept.update(number for _, number in numbers[:MOST])
        if rest := numbers[MOST:]:
            left.append(Left(source, Counter(severity for severity, _ in rest), _worst(every[at] for _, at in rest)))
    return Bounded(tuple(one for number, one in enumerate(every) if number in kept), tuple(left))


def tell(
    findings: Bounded,
    weights: Weights,
    placing: Placing,
    suppressions: Suppressions,
    analysis: Analysis,
) -> Iterator[Diagnostic]:
    """What users see of findings, without secrets."""
    hidden = placing.wording.hidden if findings.found else str  # where nothing is found, nobody works it out
    weighed: dict[tuple[Check, str, Severity | None], tuple[str, Severity | None]] = {}
    for check, finding in findings.found:
        kind = check, finding.code, finding.severity
        if kind not in weighed:  # of which there are few
            weighed[kind] = check.full_name_of(finding), weights.severity_of(check, finding)
        name, severity = weighed[kind]
        if severity is None:
            continue
        placed = placing.of(finding)
        location = placing.location(placed)
        hiding = suppressions.hiding(Identity(name, location, placed.pointer)) if suppressions else None
        yield Diagnostic(
            name,
            severity,
            finding.impact or check.code_of(finding).impact,
            hidden(finding.message),
            location,
            placed.pointer,
            hidden(finding.help),
            related=placing.related(placed) if finding.notes else (),
            fixes=_fixes(analysis, finding.offers) if finding.offers else (),
            tags=finding.tags,
            anchor=placed.anchor,
            suppressed=hiding.told() if hiding else None,
        )
    yield from map(_counted, findings.left)


def _fixes(analysis: Analysis, offers: tuple[Offer, ...]) -> Sequence[Fix]:
    from dial_lsp.engine.fixes import Fixes

    return Fixes(analysis, offers)


def with_few_fixes(diagnostics: Iterable[Diagnostic], most: int) -> tuple[tuple[Diagnostic, ...], int]:
    """The diagnostics, of which only so many have their fixes, and how many have lost them.

    Which fixes an offer comes to takes a tree and a second relation, so it is found out for what is told only.
    """
    told: list[Diagnostic] = []
    offered = 0
    for diagnostic in diagnostics:
        has_offers = diagnostic.fixes != ()
        offered += has_offers
        told.append(diagnostic._replace(fixes=()) if has_offers and offered > most else diagnostic)
    return tuple(told), max(0, offered - most)


def _counted(left: Left) -> Diagnostic:
    end = len(left.source.text)
    counts = [(count, severity.word) for severity, count in sorted(left.severities.items())]
    said = ", ".join(f"{count:,} {word}{'s' if count > 1 and word != 'information' else ''}" for count, word in counts)
    return Diagnostic(
        MORE_FINDINGS,
        min(left.severities),
        left.impact,
        f"{left.severities.total():,} more findings in this file are left out: {said}",
        Location(left.source, Span(end, end)),
        pointer="",
        help="Repair what is reported; then the next ones are.",
    )


def _source_of(finding: Finding, config: Config) -> Source:
    """The file that a finding is in, by the last part of its entry: to know better takes a tree."""
    if isinstance(finding.at, Location):
        return finding.at.source
    entry = finding.at.entry
    last = entry.parts[-1] if isinstance(entry, ConfigEntry) else entry.layers[-1]
    return config.documents[last.file].source


def _worst(found: Iterable[Found]) -> Impact:
    impacts = {finding.impact or check.code_of(finding).impact for check, finding in found}
    return next(impact for impact in Impact if impact in impacts)
