"""Colors for terminals, and the line that a diagnostic begins with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Severity
from dial_lsp.reports.frame import printable
from dial_lsp.reports.words import found, place, verdict

if TYPE_CHECKING:
    from dial_lsp.diagnostics import Diagnostic
    from dial_lsp.reports.report import Report

BOLD = "\x1b[1m"
BLUE = "\x1b[1;94m"
SEVERITY = {
    Severity.ERROR: "\x1b[1;91m",
    Severity.WARNING: "\x1b[1;33m",
    Severity.INFORMATION: "\x1b[1;94m",
    Severity.HINT: "\x1b[1;36m",
}
_VERDICT = {"accepts": "\x1b[1;32m", "rejects": "\x1b[1;91m"}
_RESET = "\x1b[0m"


def paint(text: str, code: str, report: Report) -> str:
    """The text in a color, if the report has colors."""
    return f"{code}{text}{_RESET}" if report.color and text else text


def headline(diagnostic: Diagnostic, report: Report) -> str:
    """Place, severity, rule and message in one line."""
    path, line, column = place(diagnostic.location).rsplit(":", 2)
    rule = paint(f"{diagnostic.severity.word}[{diagnostic.rule}]", SEVERITY[diagnostic.severity], report)
    message = paint(printable(diagnostic.message), BOLD, report)
    resource = f" (in {printable(diagnostic.resource)})" if diagnostic.resource else ""
    return f"{paint(path, BOLD, report)}:{line}:{column} {rule} {message}{resource}"


def closing(report: Report) -> str:
    """How much was found, what is left out of it, and what Core would do: a line each, as far as there is any."""
    count = report.fixes_left_out
    left_out = f"Fixes of {count:,} more findings are left out; apply those that are shown first." if count else ""
    lines = (found(report), left_out, paint(verdict(report), _VERDICT.get(report.verdict, ""), report))
    return "\n".join(filter(None, lines))
