"""A code quality report of GitLab, which shows it in merge requests.

Format: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.reports.fingerprint import fingerprints
from dial_lsp.reports.rooted import from_root
from dial_lsp.reports.values import range_value

if TYPE_CHECKING:
    from dial_lsp.diagnostics import Diagnostic
    from dial_lsp.reports.report import Report

_SEVERITY = {
    Severity.ERROR: "critical",
    Severity.WARNING: "major",
    Severity.INFORMATION: "minor",
    Severity.HINT: "info",
}


def render(report: Report) -> str:
    """One JSON list with an object for each diagnostic."""
    named = zip(report.findings, fingerprints(report.findings), strict=True)
    issues = [_issue(diagnostic, fingerprint) for (_, diagnostic), fingerprint in named]
    return json.dumps(issues, ensure_ascii=False, indent=2) + "\n"


def _issue(diagnostic: Diagnostic, fingerprint: str) -> dict[str, Any]:
    severity = "blocker" if diagnostic.impact is Impact.FILE_REJECTED else _SEVERITY[diagnostic.severity]
    places = range_value(diagnostic.location.source, diagnostic.location.span)
    return {
        "description": diagnostic.message,
        "check_name": diagnostic.rule,
        "fingerprint": fingerprint,
        "severity": severity,
        "location": {
            "path": from_root(diagnostic.location.source.path),
            "positions": {"begin": places["start"], "end": places["end"]},
        },
    }
