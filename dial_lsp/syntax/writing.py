"""Values as JSON text in a given style. Nothing here recurses, for values nest as deep as the language allows."""

from __future__ import annotations

from decimal import Decimal
from json.encoder import encode_basestring
from typing import TYPE_CHECKING, NamedTuple

from dial_lsp.syntax.layout import WIDTH, Style
from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    from dial_lsp.syntax.tree import JSONValue

_LONE_SURROGATE = compiled("[\ud800-\udfff]")
_BEYOND_DECIMAL = "1E+10000000000000000000"
"""Decimal cannot hold it, so it is read as infinity again."""

_PLAIN = Style()


class _Todo(NamedTuple):
    """A value still to be written on a line with this indentation, from ``column`` on."""

    value: JSONValue
    indent: str
    flat: bool | None
    column: int


def quoted(text: str) -> str:
    """A JSON string. Text stays readable whatever its script; only what no encoding can carry is escaped."""
    said = encode_basestring(text)
    return said if said.isascii() else _LONE_SURROGATE.sub(lambda match: f"\\u{ord(match[0]):04x}", said)


def written(
    value: JSONValue, style: Style = _PLAIN, indent: str = "", *, flat: bool | None = None, column: int = 0
) -> str:
    """A value as text that starts at ``column`` of a line with this indentation.

    ``flat`` puts all on one line, or (False) the parts of the value on lines of their own; None decides by kind:
    objects and lists of containers are spread, lists of scalars are as the style has them.
    """
    if not isinstance(value, (dict, list)):
        return _scalar(value)
    pieces: list[str] = []
    waiting: list[_Todo | str] = [_Todo(value, indent, flat, column or len(indent))]
    while waiting:
        todo = waiting.pop()
        if isinstance(todo, str):
            pieces.append(todo)
        elif isinstance(todo.value, (dict, list)):
            waiting.extend(reversed(_container(todo, style)))
        else:
            pieces.append(_scalar(todo.value))
    return "".join(pieces)


def member_start(name: str, style: Style) -> str:
    """The start of a member: name and colon."""
    return quoted(name) + style.colon


def _container(todo: _Todo, style: Style) -> list[_Todo | str]:
    value = todo.value
    assert isinstance(value, (dict, list))  # noqa: S101 -- scalars have their own function
    opener, closer = "{}" if isinstance(value, dict) else "[]"
    if not value:
        return [opener + closer]
    flat = _is_flat(todo, style)
    inner = todo.indent + style.unit
    padding = style.padding if isinstance(value, dict) else ""
    gap = style.comma if flat else f",{style.newline}{inner}"
    steps: list[_Todo | str] = [opener, padding if flat else style.newline + inner]
    pairs = value.items() if isinstance(value, dict) else [("", part) for part in value]
    for name, part in pairs:
        key = member_start(name, style) if isinstance(value, dict) else ""
        steps += [key, _Todo(part, inner, True if flat else None, len(inner) + len(key)), gap]
    steps[-1] = (padding if flat else style.newline + todo.indent) + closer
    return steps


def _is_flat(todo: _Todo, style: Style) -> bool:
    if todo.flat is not None or not isinstance(todo.value, list):
        return bool(todo.flat)
    if not style.flat_lists or any(isinstance(part, (dict, list)) for part in todo.value):
        return False
    return todo.column + len(style.comma.join(map(_scalar, todo.value))) + len("[],") <= WIDTH


def _scalar(value: JSONValue) -> str:
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "null"}[value]
    if isinstance(value, Decimal) and value.is_infinite():
        return ("-" if value < 0 else "") + _BEYOND_DECIMAL
    return str(value)
