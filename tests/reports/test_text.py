from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.reports import render
from dial_lsp.reports.report import Checked, Report
from dial_lsp.text import Source
from tests.support.secrets import NoSecrets

if TYPE_CHECKING:
    from collections.abc import Callable


def test_colored(report: Report, expect: Callable[[str, str], None]) -> None:
    expect("text-color.txt", render("text", report._replace(color=True)))


def test_narrow(report: Report, expect: Callable[[str, str], None]) -> None:
    expect("text-narrow.txt", render("text", report._replace(width=40)))


def test_without_the_summary(report: Report, expect: Callable[[str, str], None]) -> None:
    expect("text-quiet.txt", render("text", report._replace(summary=False)))


def test_nothing_found_and_no_summary_is_nothing() -> None:
    project = Checked((Source("a.json", "{}"),), (), "accepts", NoSecrets())
    assert render("text", Report((project,), summary=False)) == ""
    assert render("text", Report((project,))) == "Found no problems in 1 file.\nCore would load this file.\n"
