"""Java's regular expressions, read into a tree or refused where `java.util.regex.Pattern.compile` refuses them.

Groups nest by recursion, bounded by the cursor; nothing here runs a pattern.
Source: the documentation of `java.util.regex.Pattern`, and the verdicts of Java 17 on many thousand generated patterns.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from dial_lsp.javaregex.classes import read_class
from dial_lsp.javaregex.escapes import folded, group_name, read_escape
from dial_lsp.javaregex.lookbehind import has_obvious_length
from dial_lsp.javaregex.tree import (
    LAST,
    LINE_ENDS,
    Anchor,
    Characters,
    Choice,
    Group,
    Node,
    Opaque,
    Repeat,
    Sequence,
    complement,
)

if TYPE_CHECKING:
    from dial_lsp.javaregex.cursor import Cursor

Mode = Literal["greedy", "lazy", "possessive"]

_FLAGS = "imsducxU"
_DIGITS = "0123456789"
_INT_MAX = 2**31 - 1
_LINES: dict[str, Literal["line start", "line end"]] = {"^": "line start", "$": "line end"}
_TEXTS: dict[str, Literal["start", "newline"]] = {"^": "start", "$": "newline"}


def read_pattern(cursor: Cursor) -> Node:
    """The whole pattern."""
    tree = _choice(cursor)
    if not cursor.is_at_end:
        raise cursor.refuse("a closing bracket ) without an opening one")
    return tree


def _choice(cursor: Cursor) -> Node:
    options = [_sequence(cursor)]
    while cursor.peek() == "|":
        cursor.next()
        options.append(_sequence(cursor))
    return options[0] if len(options) == 1 else Choice(tuple(options))


def _sequence(cursor: Cursor) -> Node:
    items: list[Node] = []
    while (char := cursor.peek()) not in ("", "|", ")"):
        if char == "(":
            item = _group(cursor)
            if item is None:
                continue
        elif char in "?*+":
            raise cursor.refuse(f"the quantifier {char} has nothing before it to repeat")
        else:
            item = _atom(cursor, char)
        items.append(_quantified(cursor, item))
    return items[0] if len(items) == 1 else Sequence(tuple(items))


def _atom(cursor: Cursor, char: str) -> Node:
    if char == "[":
        return read_class(cursor)
    if char == "\\":
        found = read_escape(cursor)
        return _literal(cursor, found) if isinstance(found, int) else found
    if char == "{":
        return Sequence()  # What follows is judged by itself: "{2}" repeats nothing, "{x" is refused.
    cursor.next()
    if char in ("^", "$"):
        return _anchor(cursor.flags, char)
    return Characters(_dot(cursor.flags)) if char == "." else _literal(cursor, ord(char))


def _anchor(flags: frozenset[str], char: str) -> Node:
    if "d" in flags and (char == "$" or "m" in flags):
        return Opaque("boundary")
    return Anchor(_LINES[char] if "m" in flags else _TEXTS[char])


def _dot(flags: frozenset[str]) -> tuple[tuple[int, int], ...] | None:
    if "s" in flags:
        return ((0, LAST),)
    return complement(((0x0A, 0x0A),) if "d" in flags else LINE_ENDS)


def _literal(cursor: Cursor, code: int) -> Node:
    return Characters(folded(((code, code),), cursor.flags))


def _group(cursor: Cursor) -> Node | None:
    """A group, the cursor on its opening bracket; None for one that only sets flags."""
    cursor.enter()
    flags = cursor.flags
    number, is_negative = 0, False
    kind: Literal["plain", "atomic", "ahead", "behind"] = "plain"
    if cursor.next() != "?":
        cursor.groups += 1
        number = cursor.groups
    else:
        char = cursor.raw(1)
        cursor.at += 2
        if char in (":", ">", "=", "!"):
            kind = {":": "plain", ">": "atomic"}.get(char, "ahead")  # type: ignore[assignment]
            is_negative = char == "!"
        elif char == "<":
            is_negative = cursor.peek() == "!"
            kind, number = _named_or_behind(cursor)
        else:
            cursor.at -= 1
            if _set_flags(cursor):
                cursor.leave()
                return None
    item = _choice(cursor)
    if kind == "behind" and not has_obvious_length(item):
        raise cursor.refuse("what a look-behind looks for has no obvious maximum length")
    if cursor.take() != ")":
        raise cursor.refuse("a group is not closed with )")
    cursor.flags = flags
    cursor.leave()
    return Group(item, kind, number, is_negative)


def _named_or_behind(cursor: Cursor) -> tuple[Literal["plain", "behind"], int]:
    if cursor.peek() in ("=", "!"):
        cursor.take()
        return "behind", 0
    name = group_name(cursor)
    if name in cursor.names:
        raise cursor.refuse(f"two groups are named <{name}>")
    cursor.groups += 1
    cursor.names[name] = cursor.groups
    return "plain", cursor.groups


def _set_flags(cursor: Cursor) -> bool:
    """Read flags; whether they stand alone and hold until the enclosing group ends."""
    is_on = True
    while (char := cursor.peek()) and (char in _FLAGS or (char == "-" and is_on)):
        if char == "-":
            is_on = False
        else:
            changed = frozenset("Uu") if char == "U" else frozenset(char)
            cursor.flags = cursor.flags | changed if is_on else cursor.flags - changed
        cursor.next()
    end = cursor.take()
    if end not in (")", ":"):
        raise cursor.refuse("(? begins a group of a kind that Java does not know")
    return end == ")"


def _quantified(cursor: Cursor, item: Node) -> Node:
    """The node with the quantifier that follows, if one does."""
    match cursor.peek():
        case "?":
            least, most = 0, 1
        case "*":
            least, most = 0, -1
        case "+":
            least, most = 1, -1
        case "{":
            least, most = _counts(cursor)
        case _:
            return item
    return Repeat(item, least, None if most < 0 else most, _mode(cursor))


def _mode(cursor: Cursor) -> Mode:
    char = cursor.next()
    if char in ("?", "+"):
        cursor.next()
    return "lazy" if char == "?" else "possessive" if char == "+" else "greedy"


def _counts(cursor: Cursor) -> tuple[int, int]:
    """`{2}`, `{2,}` or `{2,3}`, the cursor on its first brace and then on its last; -1 without an upper bound."""
    first = cursor.raw(1)
    if not (first and first in _DIGITS):
        raise cursor.refuse("{ must be followed by a number of repetitions, or be escaped")
    cursor.at += 1
    least = most = _number(cursor)
    if cursor.peek() == ",":
        cursor.take()
        most = -1 if cursor.peek() == "}" else _number(cursor)
    if cursor.peek() != "}":
        raise cursor.refuse("a number of repetitions is not closed with }")
    if -1 < most < least:
        raise cursor.refuse("a number of repetitions whose maximum is below its minimum")
    return least, most


def _number(cursor: Cursor) -> int:
    value = 0
    while (digit := cursor.peek()) and digit in _DIGITS:
        value = value * 10 + int(cursor.take())
        if value > _INT_MAX:
            raise cursor.refuse("a number of repetitions is too large")
    return value
