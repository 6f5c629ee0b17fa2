"""Reports: what was found, as text, JSON and the formats that other tools read; one file per format.

Every format is a module with one public function, ``render(report: Report) -> str``, imported when it is asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dial_lsp.reports.report import Report

FORMATS = (
    "text",
    "concise",
    "json",
    "jsonl",
    "github",
    "gitlab",
    "junit",
    "checkstyle",
    "rdjson",
    "markdown",
    "sarif",
    "html",
    "statistics",
)


def render(name: str, report: Report) -> str:
    """The report in the format of that name, one of FORMATS."""
    rendered: str = import_module(f"dial_lsp.reports.{name}").render(report)
    return rendered
