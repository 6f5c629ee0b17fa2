"""The XML of Checkstyle, which Jenkins, Sonar and many others read."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from dial_lsp.diagnostics import Severity
from dial_lsp.reports.frame import printable
from dial_lsp.reports.rooted import from_root

if TYPE_CHECKING:
    from dial_lsp.diagnostics import Diagnostic
    from dial_lsp.reports.report import Report

_SEVERITY = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFORMATION: "info",
    Severity.HINT: "info",
}


def render(report: Report) -> str:
    """One ``file`` for each file with diagnostics, with an ``error`` for each of them."""
    root = ET.Element("checkstyle", version="4.3")
    diagnostics = [diagnostic for _, diagnostic in report.findings]
    for path, group in groupby(diagnostics, key=lambda diagnostic: diagnostic.location.source.path):
        file = ET.SubElement(root, "file", name=printable(from_root(path)))
        file.extend(map(_error, group))
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _error(diagnostic: Diagnostic) -> ET.Element:
    line, column = diagnostic.location.source.position(diagnostic.location.span.start)
    return ET.Element(
        "error",
        line=str(line),
        column=str(column),
        severity=_SEVERITY[diagnostic.severity],
        message=printable(diagnostic.message),
        source=f"dial-lint.{diagnostic.rule}",
    )
