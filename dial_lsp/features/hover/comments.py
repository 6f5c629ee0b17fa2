"""Names of rules in comments that hide findings: ``// dial-lint: ignore[rule] reason``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.features.hover.rule_pages import rule_page
from dial_lsp.text import Span
from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    from dial_lsp.features.hover.markup import Topic
    from dial_lsp.syntax import Document

_LIST = compiled(r"dial-lint\s*:\s*ignore\s*\[([^\[\]]*)")
_NAME = compiled(r"[\w/-]+")


def rule_at(document: Document, offset: int) -> tuple[Span, Topic] | None:
    """The name of a rule at an offset of such a comment, and what the rule is about; None elsewhere."""
    text = document.source.text
    comment = next((one for one in document.comments if one.start <= offset <= one.end), None)
    listed = _LIST.search(text, comment.start, comment.end) if comment else None
    for name in _NAME.finditer(text, *listed.span(1)) if listed else ():
        if name.start() <= offset <= name.end():
            page = rule_page(name[0])
            return (Span(*name.span()), page) if page else None
    return None
