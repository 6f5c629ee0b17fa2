"""The report with one line for each diagnostic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.reports.judged import as_text
from dial_lsp.reports.paint import closing, headline

if TYPE_CHECKING:
    from dial_lsp.reports.report import Report


def render(report: Report) -> str:
    """A line for each diagnostic, then the sum of them and the verdict in words."""
    lines = [line.rstrip("\n") for line in as_text(report.judged)] if report.judged else []
    lines += [headline(diagnostic, report) for _, diagnostic in report.findings]
    if report.summary:
        lines.append(closing(report))
    return "".join(f"{line}\n" for line in lines)
