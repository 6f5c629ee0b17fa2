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
    from collections.abc import Mapping

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
    lines = [notice(changed) for changed in report.judged.changes] if report.judged else []
    lines += [_command(diagnostic) for _, diagnostic in report.findings]
    return "".join(f"{line}\n" for line in filter(None, (*lines, found(report), verdict(report))))


def _command(diagnostic: Diagnostic) -> str:
    source, span = diagnostic.location.source, diagnostic.location.span
    start, end = source.position(span.start), source.position(span.end)
    properties = {"title": diagnostic.rule, "file": from_root(source.path), "line": start.line, "endLine": end.line}
    if end.line == start.line:  # GitHub wants no columns of what spans several lines
        properties |= {"col": start.column, "endColumn": end.column}
    message = "\n".join(map(printable, filter(None, (diagnostic.message, diagnostic.help))))
    return command(_COMMAND[diagnostic.severity], properties, message)


def notice(changed: Changed) -> str:
    """What a change does to a judge; that is no finding, and fails nothing."""
    properties = {"title": "judges", "file": from_root(changed.path)} | ({"line": changed.line} if changed.line else {})
    message = f"This change also changes what judges it: {printable(changed.message)}"
    return command("warning", properties, message)


def command(kind: str, properties: Mapping[str, object], message: str) -> str:
    """One workflow command; neither a property nor the message can end it or begin another."""
    written = ",".join(f"{name}={_escaped(str(value), _IN_PROPERTIES)}" for name, value in properties.items())
    return f"::{kind} {written}::{_escaped(message, _IN_MESSAGES)}"


def _escaped(text: str, special: str) -> str:
    return "".join(f"%{ord(char):02X}" if char in special else char for char in text)
