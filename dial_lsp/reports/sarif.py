"""SARIF 2.1.0, the format of code scanning services.

Format: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

import json
import os
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from dial_lsp import __version__
from dial_lsp.diagnostics import Severity
from dial_lsp.engine.naming import code_in, names_of
from dial_lsp.reports.fingerprint import fingerprints
from dial_lsp.reports.rooted import from_root
from dial_lsp.reports.words import verdict
from dial_lsp.rulekit.manual import page_of, url_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dial_lsp.diagnostics import Diagnostic, Suppressed
    from dial_lsp.reports.report import Checked, Report, ShownFix
    from dial_lsp.text import Location, Source, Span

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVEL = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFORMATION: "note",
    Severity.HINT: "note",
}
_SECURITY = {Severity.ERROR: "8.0", Severity.WARNING: "6.0", Severity.INFORMATION: "3.0", Severity.HINT: "1.0"}
"""How severe what is tagged "security" is to code scanning: high, medium, low."""


def render(report: Report) -> str:
    """One run with the rules that found something, their pages as help, and a result for each diagnostic."""
    findings = (*report.findings, *report.suppressed)
    rules = sorted({diagnostic.rule for _, diagnostic in findings})
    named = zip(findings, fingerprints(findings), strict=True)
    run = {
        "tool": {
            "driver": {
                "name": "dial-lint",
                "version": __version__,
                "informationUri": "https://github.com/dial-lsp/dial-lsp",
                "rules": _descriptors(rules),
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [_result(*found, fingerprint, rules) for found, fingerprint in named],
        "properties": {
            "core": {"version": report.core_version, "verdict": report.verdict, "sentence": verdict(report)}
        },
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _descriptors(names: Sequence[str]) -> list[dict[str, Any]]:
    codes = names_of().codes
    descriptors = []
    for name in names:
        descriptor: dict[str, Any] = {"id": name, "helpUri": url_of(name)}
        if found := codes.get(name):
            rule, code = found
            page = page_of(rule, code_in(rule, name))
            group, tags = names_of().labels(name)
            severity = {"security-severity": _SECURITY[code.severity]} if "security" in tags else {}
            descriptor |= {
                "shortDescription": {"text": page.summary},
                "fullDescription": {"text": page.reason or page.summary},
                "help": {"text": page.text, "markdown": page.text},
                "defaultConfiguration": {"level": _LEVEL[code.severity]},
                "properties": {"tags": [code.impact.value, group, *tags], **severity},
            }
        descriptors.append(descriptor)
    return descriptors


def _result(project: Checked, diagnostic: Diagnostic, fingerprint: str, rules: Sequence[str]) -> dict[str, Any]:
    message = f"{diagnostic.message}. {diagnostic.help}" if diagnostic.help else diagnostic.message
    location: dict[str, Any] = {"physicalLocation": _physical(diagnostic.location)}
    named = [*([{"name": diagnostic.part, "kind": "resource"}] if diagnostic.part else [])]
    named += [{"fullyQualifiedName": diagnostic.pointer}] if diagnostic.pointer else []
    if named:
        location["logicalLocations"] = named
    result: dict[str, Any] = {
        "ruleId": diagnostic.rule,
        "ruleIndex": rules.index(diagnostic.rule),
        "level": _LEVEL[diagnostic.severity],
        "message": {"text": message},
        "locations": [location],
        "relatedLocations": [
            {"id": number, "message": {"text": related.message}, "physicalLocation": _physical(related.location)}
            for number, related in enumerate(diagnostic.related, 1)
        ],
        "fixes": [_fix(project, fix) for fix in project.applicable_fixes(diagnostic)],
        "partialFingerprints": {"dialLint/v2": fingerprint},
        "properties": {"impact": diagnostic.impact.value},
    }
    if diagnostic.suppressed is not None:
        result["suppressions"] = [_suppression(diagnostic.suppressed)]
    return result


def _suppression(suppressed: Suppressed) -> dict[str, Any]:
    suppression: dict[str, Any] = {
        "kind": "inSource" if suppressed.is_comment else "external",
        "location": {"physicalLocation": _physical(suppressed.at)},
    }
    return suppression | ({"justification": suppressed.reason} if suppressed.reason else {})


def _fix(project: Checked, fix: ShownFix) -> dict[str, Any]:
    return {
        "description": {"text": fix.title},
        "artifactChanges": [
            {
                "artifactLocation": _artifact(path),
                "replacements": [
                    {
                        "deletedRegion": _region(project.source(path), edit.span),
                        "insertedContent": {"text": edit.text},
                    }
                    for edit in edits
                ],
            }
            for path, edits in fix.edits.items()
        ],
        "properties": {"effect": fix.effect.value, "safe": fix.safe},
    }


def _physical(location: Location) -> dict[str, Any]:
    return {
        "artifactLocation": _artifact(location.source.path),
        "region": _region(location.source, location.span),
    }


def _artifact(path: str) -> dict[str, str]:
    """The file as a URI: relative to the root of the repository, or absolute where it lies in none."""
    file = PurePath(from_root(path))
    if file.is_absolute() or ".." in file.parts:
        return {"uri": Path(os.path.abspath(path)).as_uri()}  # noqa: PTH100 -- without .. in it
    return {"uri": quote(file.as_posix()), "uriBaseId": "%SRCROOT%"}


def _region(source: Source, span: Span) -> dict[str, int]:
    start, end = source.position(span.start), source.position(span.end)
    return {"startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column}
