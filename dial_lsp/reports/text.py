"""The report for people at a terminal: the place, the code and a hint for each diagnostic, then the verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.reports.folding import shown
from dial_lsp.reports.frame import frame, printable
from dial_lsp.reports.paint import BLUE, SEVERITY, closing, headline, paint
from dial_lsp.reports.words import place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.diagnostics import Diagnostic
    from dial_lsp.reports.folding import Shown
    from dial_lsp.reports.report import Report

_NARROWEST = 20  # cells of code are shown however narrow the terminal says it is


def render(report: Report) -> str:
    """What was done to judges, the diagnostics with an empty line between them, then their sum and the verdict."""
    parts = []
    if report.judged and report.judged.changes:
        from dial_lsp.reports.judged import as_text

        parts.append("".join(as_text(report.judged)).rstrip("\n"))
    parts += ["\n".join(_lines(one, report)) for one in shown(report)]
    if report.summary:
        parts.append(closing(report))
    return "\n\n".join(parts) + "\n" if parts else ""


def _lines(one: Shown, report: Report) -> Iterator[str]:
    project, diagnostic = one.project, one.diagnostic
    location = diagnostic.location
    line = location.source.position(location.span.start).line
    number = str(line)
    width = max(_NARROWEST, report.width - len(number) - len(" | "))
    secrets = project.secrets(location.source, location.source.line_span(line))
    code = frame(location.source, location.span, secrets, width)
    margin = " " * len(number)
    bar = paint("|", BLUE, report)
    until = f" to line {code.last_line}" if code.last_line > code.line else ""
    underline = paint("^" * (code.mark.end - code.mark.start) + until, SEVERITY[diagnostic.severity], report)
    yield headline(diagnostic, report)
    yield f"{paint(number, BLUE, report)} {bar} {code.text}".rstrip()
    yield f"{margin} {bar} {' ' * code.mark.start}{underline}"
    for word, text in _advice(diagnostic):
        yield f"{margin} {paint(f'= {word}:', BLUE, report)} {text}"
    if one.rest:
        yield f"{margin} {paint('= and', BLUE, report)} {one.rest}"


def _advice(diagnostic: Diagnostic) -> Iterator[tuple[str, str]]:
    for related in diagnostic.related:
        yield "see", f"{place(related.location)} {printable(related.message)}"
    if diagnostic.help:
        yield "help", printable(diagnostic.help)
    for fix in diagnostic.fixes:
        yield "fix", printable(fix.title)
