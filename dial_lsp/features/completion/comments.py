"""Names of rules inside a comment that hides findings: ``// dial-lint: ignore[rule] reason``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from dial_lsp.features.completion.holes import hole
from dial_lsp.features.completion.item import Item
from dial_lsp.features.completion.rules import rule_rows
from dial_lsp.features.completion.spot import layout_around
from dial_lsp.features.completion.word import comment_around
from dial_lsp.text import Span
from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    from dial_lsp.syntax import Document

_START: Final = compiled(r"(?://|\#|/\*)\s*")
_NAMES: Final = compiled(r"dial-lint\s*:\s*ignore\s*\[(?P<names>[^\[\]]*)\Z")
_WORDS: Final = "dial-lint: ignore["
_BEGUN: Final = compiled(r"[a-z][a-z:\- ]*\Z")
_REST: Final = compiled(r"[\w-]*")


def comment_items(document: Document, offset: int) -> tuple[Item, ...]:
    """What may be written in the comment at an offset; () outside of comments and in those about other things."""
    layout = layout_around(document, offset)
    comment = comment_around(layout, offset)
    start = _START.match(layout.text, comment.start, offset) if comment else None
    if comment is None or start is None:
        return ()
    said = layout.text[start.end() : offset]
    if _BEGUN.match(said) and _WORDS.startswith(said):
        text = f"{_WORDS}{hole(1)}] {hole(2, 'reason')}"
        return (Item(_WORDS + "]", "rule", text, Span(start.end(), offset), _WORDS, "hide findings here", asks=True),)
    listed = _NAMES.match(said)
    if listed is None:
        return ()
    *_, typed = re.split(r"[\s,]", listed["names"])
    rest = _REST.match(layout.text, offset, comment.end)
    span = Span(offset - len(typed), rest.end() if rest else offset)
    behind = layout.text[span.end : comment.end].partition("]")[0]
    taken = {*re.findall(r"[\w-]+", listed["names"][: len(listed["names"]) - len(typed)] + " " + behind)}
    return tuple(
        Item(row.name, "rule", row.name, span, row.name, row.detail, topic=("rule", row.name))
        for row in rule_rows()
        if row.name not in taken
    )
