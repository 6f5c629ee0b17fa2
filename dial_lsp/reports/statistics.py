"""How often each rule found something, the most frequent first."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from dial_lsp.reports.paint import SEVERITY, closing, paint

if TYPE_CHECKING:
    from dial_lsp.reports.report import Report


def render(report: Report) -> str:
    """A line with count, severity and name for each rule that found something."""
    counted = Counter((diagnostic.rule, diagnostic.severity) for _, diagnostic in report.findings)
    lines = [
        f"{count:5}  {paint(f'{severity.word:11}', SEVERITY[severity], report)}  {rule}"
        for (rule, severity), count in sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    ]
    if report.summary:
        lines += ["", closing(report)] if lines else [closing(report)]
    return "".join(f"{line}\n" for line in lines)
