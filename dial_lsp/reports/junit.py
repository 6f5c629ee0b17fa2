"""The XML of JUnit, which every CI server shows: a suite for each file, a test case for each diagnostic."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from dial_lsp.reports.frame import printable
from dial_lsp.reports.rooted import from_root
from dial_lsp.reports.words import place

if TYPE_CHECKING:
    from dial_lsp.diagnostics import Diagnostic
    from dial_lsp.reports.report import Report


def render(report: Report) -> str:
    """Suites of test cases. A case fails if its diagnostic fails the run; a file without any is a case that passes."""
    root = ET.Element("testsuites", name="dial-lint")
    for path, found in _by_file(report).items():
        _suite(root, from_root(path), found, report)
    for attribute in ("tests", "failures"):
        root.set(attribute, str(sum(int(suite.get(attribute, "0")) for suite in root)))
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _by_file(report: Report) -> dict[str, list[Diagnostic]]:
    """What was found in each file: those that were checked, and others of which something is said, as settings."""
    found: dict[str, list[Diagnostic]] = {}
    for project in report.projects:
        for source in project.sources:
            found.setdefault(source.path, [])
        for diagnostic in project.diagnostics:
            found.setdefault(diagnostic.location.source.path, []).append(diagnostic)
    return found


def _suite(root: ET.Element, path: str, found: list[Diagnostic], report: Report) -> None:
    failing = sum(report.fails(diagnostic) for diagnostic in found)
    counts = {"tests": str(max(1, len(found))), "failures": str(failing), "errors": "0", "time": "0"}
    suite = ET.SubElement(root, "testsuite", {"name": printable(path), **counts})
    if not found:
        ET.SubElement(suite, "testcase", name="no problems", classname=printable(path), time="0")
    for diagnostic in found:
        line, column = diagnostic.location.source.position(diagnostic.location.span.start)
        name = f"{diagnostic.rule} ({line}:{column})"
        case = ET.SubElement(suite, "testcase", name=name, classname=printable(path), time="0")
        message = printable(diagnostic.message)
        text = "\n".join(
            filter(None, (f"{place(diagnostic.location, from_root)} {message}", printable(diagnostic.help)))
        )
        if report.fails(diagnostic):
            ET.SubElement(case, "failure", type=diagnostic.severity.word, message=message).text = text
        else:
            ET.SubElement(case, "system-out").text = f"{diagnostic.severity.word}: {text}"
