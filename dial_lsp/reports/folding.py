"""Many equal findings of a file as one with a count, in reports for people; reports for programs stay whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dial_lsp.engine.folding import folded, kind, said_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dial_lsp.diagnostics import Diagnostic
    from dial_lsp.reports.report import Checked, Report


class Shown(NamedTuple):
    """A finding that is shown, and the equal ones of the same file that it stands for."""

    project: Checked
    diagnostic: Diagnostic
    more: Sequence[Diagnostic] = ()

    @property
    def rest(self) -> str:
        """How many more there are, and where the first of them stand; "" if there are none."""
        return f"{said_of(self.more)}; --all shows them" if self.more else ""


def shown(report: Report) -> tuple[Shown, ...]:
    """The findings of a report in their order, folded if the report says so."""
    if not report.folded:
        return tuple(Shown(*one) for one in report.findings)
    groups = folded(report.findings, lambda one: (id(one[0]), kind(one[1])))
    return tuple(Shown(project, first, [one for _, one in more]) for (project, first), more in groups)
