"""The report as JSON values, described in docs/json-report.md and versioned."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dial_lsp.engine.naming import names_of
from dial_lsp.reports.judged import as_values

if TYPE_CHECKING:
    from dial_lsp.diagnostics import Diagnostic
    from dial_lsp.reports.report import Checked, Report, ShownFix
    from dial_lsp.text import Source, Span

VERSION = 1  # grows when a field changes its meaning or goes away; new fields may come at any time


def described(report: Report) -> dict[str, Any]:
    """The report as JSON values."""
    return {
        "version": VERSION,
        "core": {"version": report.core_version, "verdict": report.verdict},
        "projects": [
            {
                "paths": [source.path for source in project.sources],
                "version": project.core_version,
                "verdict": project.verdict,
            }
            for project in report.projects
        ],
        **({"judges": as_values(report.judged)} if report.judged else {}),
        "diagnostics": [diagnostic_value(project, diagnostic) for project, diagnostic in report.findings],
        "summary": {
            **report.counts,
            "files": report.file_count,
            "suppressed": len(report.suppressed),
            "known": report.known,
            **({"fixes_left_out": report.fixes_left_out} if report.fixes_left_out else {}),
            "hidden": report.hidden,
        },
    }


def diagnostic_value(project: Checked, diagnostic: Diagnostic) -> dict[str, Any]:
    """One diagnostic as JSON values."""
    group, tags = names_of().labels(diagnostic.rule)
    return {
        "rule": diagnostic.rule,
        "severity": diagnostic.severity.word,
        "impact": diagnostic.impact.value,
        "group": group,
        "tags": list(tags),
        "message": diagnostic.message,
        "help": diagnostic.help,
        "path": diagnostic.location.source.path,
        **({"part": diagnostic.part} if diagnostic.part else {}),
        "pointer": diagnostic.pointer,
        "range": range_value(diagnostic.location.source, diagnostic.location.span),
        "related": [
            {
                "message": related.message,
                "path": related.location.source.path,
                "range": range_value(related.location.source, related.location.span),
            }
            for related in diagnostic.related
        ],
        "fixes": [_fix_value(project, fix) for fix in project.fixes(diagnostic)],
    }


def range_value(source: Source, span: Span) -> dict[str, Any]:
    """A span as lines and columns, both from 1, columns in code points, the end exclusive."""
    start, end = source.position(span.start), source.position(span.end)
    return {
        "start": {"line": start.line, "column": start.column},
        "end": {"line": end.line, "column": end.column},
    }


def _fix_value(project: Checked, fix: ShownFix) -> dict[str, Any]:
    value = {
        "title": fix.title,
        "effect": fix.effect.value,
        "safe": fix.safe,
        "edits": [
            {"path": path, "range": range_value(project.source(path), edit.span), "text": edit.text}
            | ({"masked": True} if edit.is_masked else {})
            for path, edits in fix.edits.items()
            for edit in edits
        ],
    }
    return value | ({"masked": True} if fix.is_masked else {})
