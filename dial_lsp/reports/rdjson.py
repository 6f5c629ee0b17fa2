"""The Reviewdog Diagnostic Format, for comments on pull requests of many code hosts.

Format: https://github.com/reviewdog/reviewdog/tree/master/proto/rdf. Its columns count bytes of UTF-8.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from dial_lsp.diagnostics import Severity
from dial_lsp.reports.rooted import from_root
from dial_lsp.rulekit.manual import url_of

if TYPE_CHECKING:
    from dial_lsp.diagnostics import Diagnostic
    from dial_lsp.reports.report import Checked, Report
    from dial_lsp.text import Source, Span

_SEVERITY = {
    Severity.ERROR: "ERROR",
    Severity.WARNING: "WARNING",
    Severity.INFORMATION: "INFO",
    Severity.HINT: "INFO",
}


def render(report: Report) -> str:
    """One ``DiagnosticResult``."""
    result = {
        "source": {"name": "dial-lint", "url": "https://github.com/dial-lsp/dial-lsp"},
        "diagnostics": [_diagnostic(project, diagnostic) for project, diagnostic in report.findings],
    }
    return json.dumps(result, ensure_ascii=False, indent=2) + "\n"


def _diagnostic(project: Checked, diagnostic: Diagnostic) -> dict[str, Any]:
    return {
        "message": diagnostic.message,
        "location": _location(diagnostic.location.source, diagnostic.location.span),
        "severity": _SEVERITY[diagnostic.severity],
        "code": {"value": diagnostic.rule, "url": url_of(diagnostic.rule)},
        "suggestions": _suggestions(project, diagnostic),
        "related_locations": [
            {"message": related.message, "location": _location(related.location.source, related.location.span)}
            for related in diagnostic.related
        ],
    }


def _suggestions(project: Checked, diagnostic: Diagnostic) -> list[dict[str, Any]]:
    """The fixes of one edit in the file itself; the format has no room for others."""
    path = diagnostic.location.source.path
    suggestions = []
    for fix in project.applicable_fixes(diagnostic):
        edits = fix.edits.get(path, ())
        if len(fix.edits) == 1 and len(edits) == 1:
            suggestions.append({"range": _range(project.source(path), edits[0].span), "text": edits[0].text})
    return suggestions


def _location(source: Source, span: Span) -> dict[str, Any]:
    return {"path": from_root(source.path), "range": _range(source, span)}


def _range(source: Source, span: Span) -> dict[str, Any]:
    return {"start": _position(source, span.start), "end": _position(source, span.end)}


def _position(source: Source, offset: int) -> dict[str, int]:
    line, _ = source.position(offset)
    before = source.text[source.lines.span(line).start : offset]
    return {"line": line, "column": len(before.encode(errors="surrogatepass")) + 1}
