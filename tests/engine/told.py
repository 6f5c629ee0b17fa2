"""What is told of a text, in a form that two analyses of it can be compared by."""

from __future__ import annotations

from dial_lsp.engine.analysis import Analysis
from dial_lsp.syntax import parse
from dial_lsp.text import Source


def analysed(text: str) -> Analysis:
    """The analysis of a text by itself."""
    return Analysis([parse(Source("a.json", text))])


def said(analysis: Analysis) -> object:
    """All findings with their places, and the verdict."""
    found = [(one.rule, one.severity, one.message, one.location.span, one.pointer) for one in analysis.diagnostics]
    return found, analysis.verdict
