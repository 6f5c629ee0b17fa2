"""The report as Markdown, for comments and for the summary of a CI job."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.reports.folding import shown
from dial_lsp.reports.judged import as_markdown
from dial_lsp.reports.marked import escaped
from dial_lsp.reports.rooted import from_root
from dial_lsp.reports.words import found, place, verdict
from dial_lsp.rulekit.manual import url_of

if TYPE_CHECKING:
    from dial_lsp.reports.folding import Shown
    from dial_lsp.reports.report import Report

_MOST = 500  # rows; GitHub shows no summary that is larger than a megabyte


def render(report: Report) -> str:
    """The verdict and the sum as text, then the diagnostics as a table, the worst first."""
    fails = any(report.fails(diagnostic) for _, diagnostic in report.findings)
    mark = "❌" if report.verdict != "accepts" else "⚠️" if fails else "✅"
    said = f"**{escaped(verdict(report, from_root))}** " if report.verdict != "none" else ""
    judged = as_markdown(report.judged).splitlines() if report.judged else []
    lines = ["## dial-lint", "", *judged, f"{mark} {said}{found(report)}"]
    diagnostics = sorted(shown(report), key=lambda one: one.diagnostic.severity)
    if diagnostics:
        lines += ["", "| Place | Severity | Rule | Message |", "|---|---|---|---|"]
        lines += map(_row, diagnostics[:_MOST])
    if len(diagnostics) > _MOST:
        lines += ["", f"… and {len(diagnostics) - _MOST} more."]
    return "\n".join(lines) + "\n"


def _row(one: Shown) -> str:
    diagnostic = one.diagnostic
    rule = f"[{diagnostic.rule}]({url_of(diagnostic.rule)})"
    message = "<br>".join(
        escaped(text) for text in (diagnostic.message, diagnostic.help, one.rest and f"and {one.rest}") if text
    )
    return f"| {escaped(place(diagnostic.location, from_root))} | {diagnostic.severity.word} | {rule} | {message} |"
