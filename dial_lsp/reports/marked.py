"""Text that Markdown shows as it is, in GitHub's and GitLab's dialects too."""

from __future__ import annotations

from dial_lsp.reports.frame import printable
from dial_lsp.text.patterns import compiled

_SPECIAL = compiled(r"([\\`*_\[\]<>|~&#$])")


def escaped(text: str) -> str:
    """A text for a paragraph, a list or a table."""
    return _SPECIAL.sub(r"\\\1", printable(text))


def code(text: str) -> str:
    """A text as code, such as a path; what would end it is left out."""
    return f"`{printable(text).replace('`', '')}`"
