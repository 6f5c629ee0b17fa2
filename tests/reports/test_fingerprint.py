from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dial_lsp.reports.fingerprint import fingerprints
from dial_lsp.text import Location, Source, Span

if TYPE_CHECKING:
    from dial_lsp.reports.report import Report


def test_moved_lines_keep_their_fingerprints(report: Report) -> None:
    (project,) = report.projects
    moved = tuple(
        each._replace(location=Location(Source(each.location.source.path, "\n" * 99), Span(50, 51)))
        for each in project.diagnostics
    )
    after = replace(report, projects=(replace(project, diagnostics=moved),))
    assert fingerprints(after.findings) == fingerprints(report.findings)


def test_the_same_finding_twice_has_two_fingerprints(report: Report) -> None:
    (project,) = report.projects
    twice = replace(project, diagnostics=project.diagnostics[:1] * 2)
    assert len(set(fingerprints(replace(report, projects=(twice,)).findings))) == 2
