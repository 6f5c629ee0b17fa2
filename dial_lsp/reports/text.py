"""The report for people at a terminal: the place, the code and a hint for each diagnostic, then the verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Severity
from dial_lsp.reports import words
from dial_lsp.reports.frame import frame, printable
from dial_lsp.reports.words import place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.diagnostics import Diagnostic
    from dial_lsp.reports.report import Checked, Report
    from dial_lsp.text import Location

_RESET = "\x1b[0m"
_BOLD = "\x1b[1m"
_FRAME = "\x1b[34m"
_GREEN = "\x1b[1;32m"
_RED = "\x1b[1;31m"
_SEVERITY = {
    Severity.ERROR: "\x1b[1;31m",
    Severity.WARNING: "\x1b[1;33m",
    Severity.INFORMATION: "\x1b[1;34m",
    Severity.HINT: "\x1b[1;36m",
}
_NARROWEST = 20  # cells of code are shown however narrow the terminal says it is


def render(report: Report) -> str:
    """The diagnostics with an empty line between them, then the sum of them and the verdict in words."""
    parts = ["\n".join(_diagnostic(project, diagnostic, report)) for project, diagnostic in report.findings]
    if report.summary:
        color = _RED if report.verdict == "rejects" else _GREEN
        parts.append(f"{words.found(report)}\n{_paint(words.verdict(report), color, report)}")
    return "\n\n".join(parts) + "\n" if parts else ""


def _diagnostic(project: Checked, diagnostic: Diagnostic, report: Report) -> Iterator[str]:
    color = _SEVERITY[diagnostic.severity]
    rule = _paint(f"{diagnostic.severity.word}[{diagnostic.rule}]", color, report)
    yield f"{_place(diagnostic.location, report)} {rule} {_paint(printable(diagnostic.message), _BOLD, report)}"
    location = diagnostic.location
    number = str(location.source.position(location.span.start).line)
    width = max(_NARROWEST, report.width - len(number) - len(" | "))
    shown = frame(location.source, location.span, project.secrets(location.source), width)
    margin = " " * len(number)
    bar = _paint("|", _FRAME, report)
    until = f" to line {shown.last_line}" if shown.last_line > shown.line else ""
    yield f"{_paint(number, _FRAME, report)} {bar} {shown.text}".rstrip()
    yield f"{margin} {bar} {' ' * shown.mark.start}{_paint(shown.underline.lstrip() + until, color, report)}"
    for word, text in _advice(diagnostic):
        yield f"{margin} {_paint(f'= {word}:', _FRAME, report)} {text}"


def _advice(diagnostic: Diagnostic) -> Iterator[tuple[str, str]]:
    for related in diagnostic.related:
        yield "see", f"{place(related.location)} {printable(related.message)}"
    if diagnostic.help:
        yield "help", printable(diagnostic.help)
    for fix in diagnostic.fixes:
        yield "fix", printable(fix.title)


def _place(location: Location, report: Report) -> str:
    path, line, column = place(location).rsplit(":", 2)
    return f"{_paint(path, _BOLD, report)}:{line}:{column}"


def _paint(text: str, code: str, report: Report) -> str:
    return f"{code}{text}{_RESET}" if report.color and text else text
