"""The type of a field as people read it."""

from __future__ import annotations

from typing import Final

from dial_lsp.schema.fields import Field, resolve

_WORDS: Final = {
    "object": "map",
    "array": "list",
    "string": "text",
    "boolean": "true or false",
    "integer": "whole number",
}


def type_words(field: Field) -> str:
    """The type of a field in words: "text", "map of Limit", "chat | completion | embedding"."""
    definition = resolve(field.schema)
    written = definition.get("type", "any")
    title = definition.get("title") or _WORDS.get(written if isinstance(written, str) else written[0], "any JSON")
    if field.values:
        return f"{title} of {' | '.join(field.values)}" if "items" in definition else " | ".join(field.values)
    if field.object_type and field.type != field.object_type:
        joint = "of" if "items" in definition or "additionalProperties" in definition else "or"
        return f"{title} {joint} {field.object_type}"
    return field.object_type or title
