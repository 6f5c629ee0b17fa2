"""What a remark is, and the remarks that need no more than the JSON type of a value.

A remark knows no place. Both readers of the schema use the same remarks, the fast gate to learn that there is nothing
to say and the full check to say it, so they cannot disagree about a single value.
"""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from dial_lsp.schema.coercion import to_text
from dial_lsp.schema.fields import resolve
from dial_lsp.schema.versions import Version

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Part = Literal["value", "key", "member"]

SHOWN: Final = "{value}"
"""Stands in a message for the value, which is written out only where it is no secret."""

REFUSES: Final = "Core refuses the whole file"
_LONGEST: Final = 40
_WORDS: Final = {
    "string": "text",
    "array": "a list",
    "object": "an object",
    "boolean": "true or false",
    "integer": "a whole number",
    "number": "a number",
}


class Remark(NamedTuple):
    """One thing to say about a value or a member, without a place."""

    code: str
    message: str
    impact: str = "file-rejected"
    help: str = ""
    suggestions: tuple[str, ...] = ()
    part: Part = "value"


NULL_ENTRY: Final = Remark(
    "null-value/entry", f"null is not allowed here; {REFUSES}.", help="Write an object, or delete the entry."
)


def kinds(value: Any) -> tuple[str, ...]:
    """The JSON Schema types a value has; a whole number is both an integer and a number."""
    return _KINDS.get(type(value), ("object",))


_KINDS: Final[Mapping[type, tuple[str, ...]]] = {
    type(None): ("null",),
    bool: ("boolean",),
    int: ("integer", "number"),
    Decimal: ("number",),
    str: ("string",),
    list: ("array",),
}


def fits(types: str | Sequence[str], value: Any) -> bool:
    """Whether a value has one of the types of a `type` keyword."""
    allowed = (types,) if isinstance(types, str) else types
    return any(kind in allowed for kind in kinds(value))


def of_kind(schema: Mapping[str, Any], value: Any) -> Remark:
    """A value of the wrong JSON type for a schema without a coercion."""
    types = schema["type"]
    allowed = (types,) if isinstance(types, str) else tuple(types)
    return wrong_kind(allowed, value, items=schema.get("items"), code=schema.get("x-dial", {}).get("code"))


def wrong_kind(
    allowed: Sequence[str], value: Any, *, items: Mapping[str, Any] | None = None, code: str | None = None
) -> Remark:
    """A value of the wrong JSON type where values of `allowed` types may stand."""
    expected = [_WORDS[name] for name in allowed if name != "null" and not (name == "number" and "integer" in allowed)]
    text = misplaced(value, " or ".join(expected))
    single = isinstance(value, bool | int | Decimal | str)
    if "array" in allowed and single:
        wrapped = items is not None and fits(resolve(items).get("type", ()), value)
        suggestion = ("[]" if value == "" else f"[{as_json(value)}]",) if wrapped else ()
        return Remark("unreadable-value/list", text, help="Core does not wrap a single value.", suggestions=suggestion)
    as_text = single and "string" in allowed and "integer" not in allowed and not isinstance(value, str)
    return Remark(code or "unreadable-value/type", text, suggestions=(json.dumps(as_json(value)),) if as_text else ())


def misplaced(value: Any, expected: str) -> str:
    """Says that a value stands where something else is expected. Text is not repeated: it might be a secret."""
    subject = {"array": "a list", "object": "an object", "string": "text"}.get(kinds(value)[0], SHOWN)
    return f"{subject} stands where {expected} is expected; {REFUSES}."


def null_element(schema: Mapping[str, Any], version: Version) -> Remark:
    """What a null in a list means: the impact is written at the list's type."""
    extra = schema.get("x-dial", {})
    impact, since = extra.get("nullElement", "advice"), extra.get("nullElementSince")
    if since is not None and version < Version.parse(since):
        impact = "call-fails"
    effect = {
        "file-rejected": f"null is not allowed here; {REFUSES}.",
        "call-fails": "null stays in the list, and requests that get to it fail.",
    }.get(impact, "null stays in the list as an element.")
    return Remark("null-value/element", effect, impact, help="Delete it.", part="member")


def as_json(value: Any) -> str:
    """A scalar as it may be written in a file."""
    if isinstance(value, Decimal):
        return f"{value:f}" if abs(value.adjusted()) <= _LONGEST else str(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return to_text(value) or ""
    return json.dumps(value, ensure_ascii=False)


def quoted(name: str) -> str:
    """A member's name for a message: in quotes, escaped, and not too long."""
    return _short(json.dumps(name, ensure_ascii=False))


def shown(value: Any, *, secret: bool) -> str:
    """A value for a message: short, and never a secret."""
    if secret or isinstance(value, list | dict):
        return "the value"
    return _short(str(value) if isinstance(value, Decimal) else as_json(value))


def sentence(text: str) -> str:
    """The same with a capital letter at its beginning."""
    return text[:1].upper() + text[1:]


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
