"""The report for programs, described in docs/json-report.md: one JSON object, versioned."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from dial_lsp.reports.values import described

if TYPE_CHECKING:
    from dial_lsp.reports.report import Report


def render(report: Report) -> str:
    """One object with everything, indented, with a line end."""
    return json.dumps(described(report), ensure_ascii=False, indent=2) + "\n"
