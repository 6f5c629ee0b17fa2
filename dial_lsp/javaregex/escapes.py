r"""What follows a backslash in Java's regular expressions."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from dial_lsp.javaregex import properties
from dial_lsp.javaregex.tree import LAST, Anchor, Characters, Node, Opaque, Ranges, complement, union

if TYPE_CHECKING:
    from dial_lsp.javaregex.cursor import Cursor

_HEX = "0123456789abcdefABCDEF"
_OCTAL = "01234567"
_CONTROLS = {"a": 0x07, "e": 0x1B, "f": 0x0C, "n": 0x0A, "r": 0x0D, "t": 0x09}
_SETS: dict[str, Ranges] = {
    "d": properties.DIGIT,
    "h": properties.HORIZONTAL,
    "s": properties.SPACE,
    "v": properties.VERTICAL,
    "w": properties.WORD,
}
_PLACES: dict[str, Node] = {
    "A": Anchor("start"),
    "B": Opaque("boundary"),
    "G": Opaque("boundary"),
    "R": Opaque("line break"),
    "X": Opaque("grapheme"),
    "Z": Anchor("newline"),
    "z": Anchor("end"),
}
_VERTICAL_TAB = 0x0B


def read_escape(cursor: Cursor, *, in_class: bool = False, in_range: bool = False) -> int | Node:
    """One escape, the cursor on its backslash: a code point, or what else it stands for."""
    char = cursor.raw(1)
    cursor.at += 2
    if char in _CONTROLS:
        return _CONTROLS[char]
    if char in ("p", "P"):
        return _family(cursor, is_complement=char == "P")
    if char == "v" and in_range:
        return _VERTICAL_TAB
    if char and char.lower() in _SETS:
        return _set(cursor, char)
    if not in_class and (node := _place(cursor, char)) is not None:
        return node
    return _code_point(cursor, char)


def _set(cursor: Cursor, char: str) -> Characters:
    ranges: Ranges | None = _SETS[char.lower()]
    if "U" in cursor.flags and char.lower() in "dsw":
        ranges = None
    return Characters(complement(ranges) if char.isupper() else ranges)


def _place(cursor: Cursor, char: str) -> Node | None:
    """Escapes that only stand outside of a character class."""
    if char == "b":
        return _boundary(cursor)
    if char == "k":
        return _named_reference(cursor)
    if char and char in "123456789":
        return _numbered_reference(cursor, int(char))
    if char == "Z" and "d" in cursor.flags:
        return Opaque("boundary")
    return _PLACES.get(char)


def _boundary(cursor: Cursor) -> Node:
    if cursor.peek() == "{" and cursor.raw(1) == "g":
        cursor.at += 2
        if cursor.take() != "}":
            raise cursor.refuse("\\b{g is not closed")
    return Opaque("boundary")


def _named_reference(cursor: Cursor) -> Node:
    if cursor.take() != "<":
        raise cursor.refuse("\\k must be followed by the name of a group in angle brackets")
    name = group_name(cursor)
    if name not in cursor.names:
        raise cursor.refuse(f"no group before this is named <{name}>")
    return _reference(cursor, cursor.names[name])


def _numbered_reference(cursor: Cursor, number: int) -> Node:
    """As many digits as still name a group that has been opened."""
    while (digit := cursor.peek()) and digit in "0123456789":
        longer = number * 10 + int(digit)
        if longer > cursor.groups:
            break
        number = longer
        cursor.take()
    return _reference(cursor, number)


def _reference(cursor: Cursor, group: int) -> Opaque:
    return Opaque("reference", 0 if "i" in cursor.flags else group)


def group_name(cursor: Cursor) -> str:
    """A group's name, the cursor behind the opening angle bracket; the closing one is taken too."""
    name = ""
    while (char := cursor.take()) and char.isascii() and (char.isalpha() or (name and char.isdigit())):
        name += char
    if not name:
        raise cursor.refuse("the name of a group begins with a Latin letter")
    if char != ">":
        raise cursor.refuse("the name of a group has only Latin letters and digits and ends with >")
    return name


def _family(cursor: Cursor, *, is_complement: bool) -> Characters:
    if cursor.peek() == "{":
        cursor.next()
        end = cursor.text.find("}", cursor.at)
        if end < 0:
            raise cursor.refuse("\\p{ is not closed")
        name = cursor.text[cursor.at : end]
        cursor.at = end + 1
    else:
        name = cursor.raw()
        cursor.at += 1
    if not properties.is_known(name, is_unicode="U" in cursor.flags):
        raise cursor.refuse("unknown character family after \\p")
    ranges = properties.ranges_of(name, cursor.flags)
    if ranges is None and (category := properties.category_of(name, cursor.flags)):
        return Characters(None, "^" * is_complement + category)
    return Characters(complement(ranges) if is_complement else ranges)


def _code_point(cursor: Cursor, char: str) -> int:
    match char:
        case "":
            raise cursor.refuse("a backslash at the end escapes nothing")
        case "0":
            return _octal(cursor)
        case "x":
            return _hexadecimal(cursor)
        case "u":
            return _utf16(cursor)
        case "N":
            return _named(cursor)
        case "c":
            if not cursor.peek():
                raise cursor.refuse("\\c must be followed by a character")
            return ord(cursor.take()) ^ 64
    if char.isascii() and char.isalnum():
        raise cursor.refuse(f"Java has no escape \\{char}" + (" in a character class" if char in "AbBGkRXZz" else ""))
    return ord(char)


def _octal(cursor: Cursor) -> int:
    digits = ""
    while (
        len(digits) < (3 if digits[:1] in ("0", "1", "2", "3") else 2) and (digit := cursor.peek()) and digit in _OCTAL
    ):
        digits += cursor.take()
    if not digits:
        raise cursor.refuse("\\0 must be followed by an octal digit")
    return int(digits, 8)


def _hexadecimal(cursor: Cursor) -> int:
    first = cursor.take()
    if first == "{":
        digits = ""
        while (digit := cursor.take()) and digit in _HEX:
            digits = (digits + digit).lstrip("0") or "0"
            if int(digits, 16) > LAST:
                raise cursor.refuse("a code point is at most 10FFFF")
        if not digits or digit != "}":
            raise cursor.refuse("\\x{ must be followed by hexadecimal digits and }")
        return int(digits, 16)
    second = cursor.take() if first and first in _HEX else ""
    if not second or second not in _HEX:
        raise cursor.refuse("\\x must be followed by two hexadecimal digits")
    return int(first + second, 16)


def _utf16(cursor: Cursor) -> int:
    unit = _utf16_unit(cursor)
    if 0xD800 <= unit < 0xDC00:  # noqa: PLR2004
        place = cursor.at
        if cursor.take() == "\\" and cursor.take() == "u":
            low = _utf16_unit(cursor)
            if 0xDC00 <= low < 0xE000:  # noqa: PLR2004
                return 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00)
        cursor.at = place
    return unit


def _utf16_unit(cursor: Cursor) -> int:
    digits = "".join(cursor.take() for _ in range(4))
    if len(digits) < 4 or not all(digit in _HEX for digit in digits):  # noqa: PLR2004
        raise cursor.refuse("\\u must be followed by four hexadecimal digits")
    return int(digits, 16)


def _named(cursor: Cursor) -> int:
    if cursor.take() != "{":
        raise cursor.refuse("\\N must be followed by the name of a character in braces")
    end = cursor.text.find("}", cursor.at)
    if end < 0:
        raise cursor.refuse("\\N{ is not closed")
    name = cursor.text[cursor.at : end].strip()
    cursor.at = end + 1
    try:
        char = unicodedata.lookup(name)
    except (KeyError, ValueError):
        raise cursor.refuse("no character has the name after \\N") from None
    if len(char) != 1:
        raise cursor.refuse("no character has the name after \\N")
    return ord(char)


def folded(ranges: Ranges, flags: frozenset[str]) -> Ranges | None:
    """The set under the flag `i`: with the other case of its ASCII letters; unknown where Unicode decides."""
    if "i" not in flags:
        return ranges
    if "u" in flags or "U" in flags:
        return None
    other = [(low ^ 32, high ^ 32) for low, high in _letters(ranges)]
    return union((ranges, tuple(sorted(other))))


def _letters(ranges: Ranges) -> list[tuple[int, int]]:
    pieces = (
        (max(low, first), min(high, last)) for low, high in ranges for first, last in ((0x41, 0x5A), (0x61, 0x7A))
    )
    return [(low, high) for low, high in pieces if low <= high]
