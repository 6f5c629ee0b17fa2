"""What may be done about a policy that fails: changes of the configuration that were tried on the relation."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dial_lsp.engine.assumptions import assumed
from dial_lsp.features.code_actions.action import edits_by
from dial_lsp.policies.remedies import Remedies

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from dial_lsp.engine.analysis import Analysis
    from dial_lsp.features.policies.findings import Finding
    from dial_lsp.policies.outcome import Report
    from dial_lsp.text import Edit

_MOST_TRIED = 3
"""Breaches of one finding for which a remedy is looked for, as ``dial-lint test`` does."""


class Mending(NamedTuple):
    """A change: its title, without secrets, its edits by path, and whether it lets anybody do more."""

    title: str
    edits: Mapping[str, Sequence[Edit]]
    widens: bool


def mendings(analysis: Analysis, report: Report, finding: Finding, today: date) -> Iterator[Mending]:
    """The remedies for what a finding tells, each once."""
    if finding.outcome is None:
        return
    looking = Remedies(report, analysis.access, today)
    told: set[str] = set()
    for breach in finding.breaches[:_MOST_TRIED]:
        found = looking.of(finding.outcome, breach)
        if found is None or found.change in told:
            continue
        told.add(found.change)
        config = analysis.config
        after = {document.source.path: document.source.text for document in assumed(config, [found.change]).documents}
        before = {document.source.path: document.source.text for document in config.documents}
        edits = edits_by({path: (before[path], after[path]) for path in before if before[path] != after[path]})
        title = f"{found.change} ({found.effect.value} access; {_then(found.holding, len(report.outcomes))})"
        yield Mending(analysis.secrecy.wording.names(title), edits, found.effect.may_widen)


def _then(holding: int, every: int) -> str:
    return "all policies hold then" if holding == every else f"{holding} of {every} policies hold then"
