"""Many equal findings of a file as one with a count, for people; reports for programs stay whole."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Severity

if TYPE_CHECKING:
    from collections.abc import Hashable

    from dial_lsp.diagnostics import Diagnostic
    from dial_lsp.reports.report import Checked, Report

MOST = 3
"""So many equal findings of a file are shown one by one."""

_PLACES = 8
_VARIES = re.compile(r'"[^"]*"|\d+')


@dataclass(slots=True)
class Shown:
    """A finding that is shown, and the equal ones of the same file that it stands for."""

    project: Checked
    diagnostic: Diagnostic
    more: list[Diagnostic] = field(default_factory=list)

    @property
    def rest(self) -> str:
        """How many more there are, and where the first of them stand; "" if there are none."""
        if not self.more:
            return ""
        lines = [one.location.source.position(one.location.span.start).line for one in self.more]
        places = ", ".join(str(line) for line in dict.fromkeys(lines[:_PLACES]))
        ending = ", …" if len(self.more) > _PLACES else ""
        return f"{len(self.more)} more like this (line {places}{ending}); --all shows them"


def shown(report: Report) -> tuple[Shown, ...]:
    """The findings of a report in their order, folded if the report says so."""
    if not report.folded:
        return tuple(Shown(*one) for one in report.findings)
    groups: dict[Hashable, list[Shown]] = {}
    for project, diagnostic in report.findings:
        groups.setdefault((id(project), _kind(diagnostic)), []).append(Shown(project, diagnostic))
    kept = {id(one.diagnostic): one for group in groups.values() for one in _folded(group)}
    return tuple(kept[id(diagnostic)] for _, diagnostic in report.findings if id(diagnostic) in kept)


def _folded(group: list[Shown]) -> list[Shown]:
    if len(group) <= MOST:
        return group
    return [Shown(group[0].project, group[0].diagnostic, [one.diagnostic for one in group[1:]])]


def _kind(diagnostic: Diagnostic) -> Hashable:
    """What equal findings have in common: each error is to be repaired, so of those only the very same are equal."""
    is_error = diagnostic.severity is Severity.ERROR
    message = diagnostic.message if is_error else _VARIES.sub("", diagnostic.message)
    return diagnostic.location.source.path, diagnostic.rule, diagnostic.severity, message
