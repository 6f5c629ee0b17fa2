"""Template code and placeholders in a text that is a file or stands in one: nobody knows yet what they become."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.syntax.substitutions import has_substituted
from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    from dial_lsp.syntax import Document
    from dial_lsp.text import Span

_BEGUN = compiled(r"\$\{|\{\{|%%")


def holds_code(document: Document, span: Span) -> bool:
    """Whether a part of a document has code in it, whole or half-typed, as the file has it or as it is read."""
    host, said = document.source.host, document.source.text[slice(*span)]
    written = host.source.text[slice(*host.span_of(span))] if host and said else said
    return any(has_substituted(text) or _BEGUN.search(text) for text in (said, written))
