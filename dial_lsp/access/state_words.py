"""How something stood before and stands after, in words of people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.access.spend import NULL

if TYPE_CHECKING:
    from dial_lsp.access.change import Change

_ABSENT: dict[object, str] = {
    "cost": "unlimited",
    "share": "unlimited",
    "addresses": "any address",
    "tools": "all tools",
    "price": "free",
    "schedule": "null",
    "storage": "nobody else",
    "serving": "calls do not fail",
    "applications": "not refused",
    "consent": "not asked",
    ("route", "methods"): "all methods",
    ("route", "paths"): "all paths",
}
"""By the kind of a change, and its field, how people call a value that is none or an empty list."""
_BEFORE = {"applications": "refused for ", "consent": "asked for "}
_WORDS = {
    ("price", "fails"): "Core cannot compute it",
    ("cost", "fails"): "Core answers 500 to every limited call",
    ("cost", NULL): "null",
}


def in_words(change: Change, value: object) -> str:
    """The value of one side of a change."""
    if change.kind == "object":
        return change.what
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list) and value:
        return _BEFORE.get(change.kind, "") + ", ".join("null" if one is None else str(one) for one in value)
    if value is None or value == []:
        is_none = change.kind == "addresses" and value is not None
        return "none" if is_none else _ABSENT.get((change.kind, change.field)) or _ABSENT.get(change.kind, "none")
    return f'role "{value}"' if change.kind == "power" else _WORDS.get((change.kind, str(value)), str(value))
