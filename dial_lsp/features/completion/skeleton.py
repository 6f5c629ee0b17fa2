"""A file that is empty but for the first letters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dial_lsp.features.completion.holes import hole, raw, unquoted
from dial_lsp.features.completion.item import Item
from dial_lsp.model.new_keys import new_secret
from dial_lsp.syntax.layout import Begin
from dial_lsp.syntax.writing import written
from dial_lsp.text import Span
from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    from dial_lsp.syntax import Document

_EMPTY: Final = compiled(r'\ufeff?\s*(?P<word>"?[\w-]{0,40}"?)\s*\Z')


def skeleton_items(document: Document, offset: int) -> tuple[Item, ...]:
    """A whole configuration to begin with, and an empty one; () for a file that has something in it."""
    found = _EMPTY.match(document.source.text) if document.root_kind != "object" else None
    if found is None:
        return ()
    span = Span(*found.span("word")) if found["word"] else Span(offset, offset)
    if not span.start <= offset <= span.end:
        return ()
    base = Begin.of(document.source).base
    whole = unquoted(written(_whole(), indent=base))
    return (
        Item("new configuration", "entry", whole, span, found["word"], "a model, a role and a key", indent=base),
        Item("{}", "value", "{" + hole(1) + "}", span, found["word"], "empty configuration", asks=True),
    )


def _whole() -> dict[str, Any]:
    model, role = hole(1, "model"), hole(2, "user")
    return {
        "models": {
            model: {
                "type": "chat",
                "displayName": hole(3),
                "endpoint": f"{hole(4, 'http://adapter:5000')}/openai/deployments/{model}/chat/completions",
                "userRoles": [role],
            }
        },
        "roles": {role: {"limits": {model: {"minute": raw(hole(5, "100000")), "day": raw(hole(6, "1000000"))}}}},
        "keys": {new_secret(): {"project": hole(7, "project"), "role": role}},
    }
