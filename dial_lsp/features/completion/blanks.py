"""What to write as the value of a field before anybody has said which: the right kind of value, with holes."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from dial_lsp.features.completion.holes import hole, raw
from dial_lsp.schema.fields import resolve, types
from dial_lsp.schema.versions import NEWEST

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dial_lsp.schema.fields import Field

LIMITS: Final = {
    "minute": 100_000,
    "day": 1_000_000,
    "week": 5_000_000,
    "month": 20_000_000,
    "requestHour": 100,
    "requestDay": 1000,
}
"""Limits to begin with: 0 would deny every call."""

OBJECT, LIST = raw("{" + hole(1) + "}"), raw("[" + hole(1) + "]")

_USUAL: Final = {"Upstream": ("endpoint",)}
"""Fields to begin with in objects that must have none."""

_NUMBERS: Final = ("int", "decimal", "ttl")


def blank_of(field: Field) -> Any:
    """A value of the field's type that is JSON even while its holes are empty."""
    definition = resolve(field.schema)
    kind = _json_type(definition)
    if kind == "object":
        return blank_object(field.type) if "properties" in definition else OBJECT
    if kind == "array":
        return LIST
    extra = definition.get("x-dial", {})
    if extra.get("coercion") == "boolean" or kind == "boolean":
        return raw(hole(1, "", *(("false", "true") if field.default in (True, "true") else ("true", "false"))))
    if extra.get("coercion") in _NUMBERS or kind in ("integer", "number"):
        return raw(hole(1, str(_number(field))))
    if field.values:
        return hole(1, "", *sorted(field.values_in(NEWEST), key=lambda value: value != field.default))
    return hole(1, field.default if _is_constant(field) else "")


def blank_object(type_name: str) -> Any:
    """An object with the fields it must have, or at least mostly has."""
    kind = types().get(type_name)
    required = kind.required if kind else ()
    if kind is None or not (required or type_name in _USUAL):
        return OBJECT
    fields = [kind.fields[name] for name in required or _USUAL[type_name]]
    return {field.name: _numbered(blank_of(field), number) for number, field in enumerate(fields, 1)}


def blank_member(field: Field) -> Any:
    """A member of a map that is the value of the field."""
    definition = resolve(field.schema)
    inner = definition.get("additionalProperties")
    is_text = field.object_type is None and (isinstance(inner, dict) or field.type == "LocalizedValue")
    return hole(1) if is_text else OBJECT


def _json_type(definition: Mapping[str, Any]) -> str:
    """The JSON type to write; where there are several, the simplest."""
    if "anyOf" in definition:
        return _json_type(resolve(definition["anyOf"][0]))
    if "properties" in definition:
        return "object"
    written = definition.get("type", "string")
    return written if isinstance(written, str) else str(written[0])


def _number(field: Field) -> int | Decimal:
    if isinstance(field.default, int | Decimal) and not isinstance(field.default, bool):
        return field.default
    return LIMITS.get(field.name, 0)


def _is_constant(field: Field) -> bool:
    """Whether the default is a text that could be written, rather than words about it."""
    return isinstance(field.default, str) and "default" in field.schema


def _numbered(blank: Any, number: int) -> Any:
    """The same blank with its one hole under another number."""
    return blank.replace(hole(1)[:2], hole(number)[: 1 + len(str(number))]) if isinstance(blank, str) else blank
