from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dial_lsp.reports import render

if TYPE_CHECKING:
    from collections.abc import Callable

    from dial_lsp.reports.report import Report


def test_plain(report: Report, expect: Callable[[str, str], None]) -> None:
    expect("text.txt", render("text", report))


def test_colored(report: Report, expect: Callable[[str, str], None]) -> None:
    expect("text-color.txt", render("text", replace(report, color=True)))


def test_narrow(report: Report, expect: Callable[[str, str], None]) -> None:
    expect("text-narrow.txt", render("text", replace(report, width=40)))
