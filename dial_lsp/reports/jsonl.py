"""The report for programs that read line by line: a JSON object for each diagnostic, as in docs/json-report.md."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from dial_lsp.reports.values import diagnostic_value

if TYPE_CHECKING:
    from dial_lsp.reports.report import Report


def render(report: Report) -> str:
    """A line for each diagnostic; nothing if there is none."""
    values = (diagnostic_value(project, diagnostic) for project, diagnostic in report.findings)
    return "".join(json.dumps(value, ensure_ascii=False) + "\n" for value in values)
