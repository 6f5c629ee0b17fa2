"""What holds for every format: the whole report is as expected, and nothing in it leaks or breaks out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from dial_lsp.reports import FORMATS, render
from dial_lsp.reports.report import Checked, Report
from dial_lsp.text import Location, Source, Span
from tests.support.secrets import NoSecrets

if TYPE_CHECKING:
    from collections.abc import Callable

ENDINGS = {"json": "json", "gitlab": "json", "rdjson": "json", "jsonl": "jsonl", "sarif": "sarif", "html": "html"}
ENDINGS |= {"junit": "xml", "checkstyle": "xml", "markdown": "md"}


@pytest.mark.parametrize("name", FORMATS)
def test_whole_report(report: Report, expect: Callable[[str, str], None], name: str) -> None:
    expect(f"{name}.{ENDINGS.get(name, 'txt')}", render(name, report))


@pytest.mark.parametrize("name", FORMATS)
def test_secrets_are_not_shown(report: Report, name: str) -> None:
    assert "proxyKey" not in render(name, report)


@pytest.mark.parametrize(
    "name", [name for name in FORMATS if name not in {"json", "jsonl", "gitlab", "rdjson", "sarif"}]
)
def test_nothing_reorders_or_moves_what_people_read(report: Report, name: str) -> None:
    (project,) = report.projects
    odd = project.diagnostics[0]._replace(message="a\x1b[2J\u202eb", help="\u2066c\x07", pointer="/\x1b/\u202e")
    shown = render(name, Report((replace(project, diagnostics=(odd,)),)))
    assert [char for char in shown if not char.isprintable() and char != "\n"] == []


@pytest.mark.parametrize("name", FORMATS)
def test_a_clean_file(name: str, expect: Callable[[str, str], None]) -> None:
    project = Checked((Source("a.json", "{}"),), (), "accepts", NoSecrets())
    text = render(name, Report((project,)))
    expect(f"clean/{name}.{ENDINGS.get(name, 'txt')}", text)


@pytest.mark.parametrize("name", FORMATS)
def test_an_empty_file_has_a_place_for_its_finding(report: Report, name: str) -> None:
    source = Source("empty.json", "")
    finding = report.projects[0].diagnostics[2]._replace(location=Location(source, Span(0, 0)))
    assert "homeless-key" in render(name, Report((Checked((source,), (finding,), "rejects", NoSecrets()),)))
