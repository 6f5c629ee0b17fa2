from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dial_lsp.reports.fingerprint import fingerprints, in_repository
from dial_lsp.text import Location, Source, Span

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from dial_lsp.reports.report import Report


def test_moved_lines_keep_their_fingerprints(report: Report) -> None:
    (project,) = report.projects
    moved = tuple(
        each._replace(location=Location(Source(each.location.source.path, "\n" * 99), Span(50, 51)))
        for each in project.diagnostics
    )
    after = report._replace(projects=(replace(project, diagnostics=moved),))
    assert fingerprints(after.findings) == fingerprints(report.findings)


def test_other_words_for_it_keep_the_fingerprint(report: Report) -> None:
    (project,) = report.projects
    worded = tuple(each._replace(message="in other words", help="") for each in project.diagnostics)
    after = report._replace(projects=(replace(project, diagnostics=worded),))
    assert fingerprints(after.findings) == fingerprints(report.findings)


def test_paths_count_from_the_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inner = tmp_path / "repository" / "conf"
    inner.mkdir(parents=True)
    (tmp_path / "repository" / ".git").mkdir()
    monkeypatch.chdir(inner)
    assert in_repository("a.json") == in_repository(str(inner / "a.json")) == "conf/a.json"
    monkeypatch.chdir(tmp_path)
    assert in_repository("a.json") == "a.json"
    assert in_repository("a.json", home=str(inner)) == "../../a.json"


def test_the_same_finding_twice_has_two_fingerprints(report: Report) -> None:
    (project,) = report.projects
    twice = replace(project, diagnostics=project.diagnostics[:1] * 2)
    assert len(set(fingerprints(report._replace(projects=(twice,)).findings))) == 2
