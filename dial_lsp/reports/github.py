"""Workflow commands of GitHub Actions, which become annotations beside the code of a pull request.

Format: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Severity
from dial_lsp.reports.frame import printable
from dial_lsp.reports.rooted import from_root
from dial_lsp.reports.words import found, verdict

if TYPE_CHECKING:
    from dial_lsp.diagnostics import Diagnostic
    from dial_lsp.reports.judged import Changed
    from dial_lsp.reports.report import Report

_COMMAND = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFORMATION: "notice",
    Severity.HINT: "notice",
}
_IN_MESSAGES = "%\r\n"
_IN_PROPERTIES = _IN_MESSAGES + ":,"


def render(report: Report) -> str:
    """A command for each diagnostic, then the sum of them and the verdict as ordinary lines of the log."""
    lines = [_notice(changed) for changed in report.judged.changes] if report.judged else []
    lines += [_command(diagnostic) for _, diagnostic in report.findings]
    return "".join(f"{line}\n" for line in filter(None, (*lines, found(report), verdict(report))))


def _command(diagnostic: Diagnostic) -> str:
    source, span = diagnostic.location.source, diagnostic.location.span
    start, end = source.position(span.start), source.position(span.end)
    properties = {"title": diagnostic.rule, "file": from_root(source.path), "line": start.line, "endLine": end.line}
    if end.line == start.line:  # GitHub wants no columns of what spans several lines
        properties |= {"col": start.column, "endColumn": end.column}
    written = ",".join(f"{name}={_escaped(str(value), _IN_PROPERTIES)}" for name, value in properties.items())
    message = "\n".join(map(printable, filter(None, (diagnostic.message, diagnostic.help))))
    return f"::{_COMMAND[diagnostic.severity]} {written}::{_escaped(message, _IN_MESSAGES)}"


def _notice(changed: Changed) -> str:
    """What a change does to a judge; that is no finding, and fails nothing."""
    line = f",line={changed.line}" if changed.line else ""
    file = _escaped(from_root(changed.path), _IN_PROPERTIES)
    message = f"This change also changes what judges it: {printable(changed.message)}"
    return f"::warning title=judges,file={file}{line}::{_escaped(message, _IN_MESSAGES)}"


def _escaped(text: str, special: str) -> str:
    return "".join(f"%{ord(char):02X}" if char in special else char for char in text)
