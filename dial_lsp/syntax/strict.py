"""The fast reading: values and their ends from the standard library's C scanner, for text that is sound.

Everything here works on text whose comments are blanks. What the scanner would take and Core's reader would not
(NaN, numbers of thousands of digits, nesting beyond 1000) counts as unsound and is left to the grammar, which says
what is wrong.
"""

from __future__ import annotations

import unicodedata
from decimal import Decimal, InvalidOperation
from json import JSONDecodeError, JSONDecoder
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import Any, NamedTuple

from dial_lsp.syntax.tree import object_value
from dial_lsp.text.patterns import compiled

MAX_DIGITS = 1000
"""Core's JSON reader refuses longer numbers (Jackson, StreamReadConstraints)."""
MAX_DEPTH = 1000
"""Core's JSON reader refuses deeper nesting (Jackson, StreamReadConstraints); the root counts as one."""
MAX_NAME = 50_000
"""Core's JSON reader refuses longer names (Jackson from 2.16 on, StreamReadConstraints)."""

_BLANKS = compiled(r"[ \t\r\n]*+")
_COLON = compiled(r"[ \t\r\n]*+:[ \t\r\n]*+")
_OF_WORDS = frozenset({"Lu", "Ll", "Lt", "Lm", "Lo", "Nl", "Nd", "Sc", "Pc", "Mn", "Mc", "Cf", "Cc"})
_DIGITS = compiled(r"[0-9]")
_STRINGS_AND_BRACKETS = compiled(r'"(?:[^"\\]++|\\.)*+"|[\[{]|[\]}]')


class Unsound(Exception):  # noqa: N818 - not an error: it says that the other reading must be used
    """The text is not strict JSON; ``at`` is where this showed, or None when that is not known."""

    def __init__(self, at: int | None = None) -> None:
        super().__init__()
        self.at = at


class Read(NamedTuple):
    """One member as the scanner sees it: ``"name": value``."""

    name: str
    key_end: int
    value_start: int
    value: Any
    end: int


def skip(text: str, at: int) -> int:
    """The first offset from ``at`` that is not JSON white space."""
    match = _BLANKS.match(text, at)
    return match.end() if match else at


def read_key(text: str, at: int) -> tuple[str, int, int]:
    """The name that starts at ``at``, where it ends and where its value starts; raises Unsound."""
    if not text.startswith('"', at):
        raise Unsound(at)
    try:
        name, end = scanstring(text, at + 1, True)
    except JSONDecodeError as error:
        raise Unsound(error.pos) from None
    if len(name) > MAX_NAME:
        raise Unsound(at)
    colon = _COLON.match(text, end)
    if colon is None:
        raise Unsound(skip(text, end))
    return name, end, colon.end()


def read_value(text: str, at: int, depth: int) -> tuple[Any, int]:
    """The value that starts at ``at`` inside ``depth`` open brackets, and its end; raises Unsound."""
    try:
        value, end = _scan(text, at)
    except JSONDecodeError as error:
        raise Unsound(error.pos) from None
    except StopIteration as error:
        raise Unsound(error.value) from None
    except (ValueError, RecursionError):
        raise Unsound from None
    if end - at > MAX_DEPTH and isinstance(value, (list, dict)) and _too_deep(text[at:end], depth):
        raise Unsound
    if end - at > MAX_NAME and _has_long_name(value):
        raise Unsound
    return value, end


def read_member(text: str, at: int, depth: int) -> Read:
    """The member that starts at ``at`` inside ``depth`` open brackets; raises Unsound."""
    name, key_end, value_start = read_key(text, at)
    value, end = read_value(text, value_start, depth)
    return Read(name, key_end, value_start, value, end)


def integer(digits: str) -> int:
    """The value of an integer literal; raises ValueError where Core's reader refuses its length."""
    if len(digits) > MAX_DIGITS and len(digits.lstrip("-")) > MAX_DIGITS:
        raise ValueError("too long")
    return int(digits)


def fraction(literal: str) -> Decimal:
    """The value of a number with a fraction or an exponent; beyond Decimal's range infinity or zero."""
    if len(literal) > MAX_DIGITS and len(_DIGITS.findall(literal)) > MAX_DIGITS:
        raise ValueError("too long")
    try:
        return Decimal(literal)
    except InvalidOperation:
        small = "e-" in literal.lower() or not literal.lower().partition("e")[0].strip("-0.")
        sign = "-" if literal.startswith("-") else ""
        return Decimal(f"{sign}0" if small else f"{sign}Infinity")


def _no_constant(word: str) -> Any:
    raise ValueError(word)


_scan = JSONDecoder(
    object_pairs_hook=object_value, parse_float=fraction, parse_int=integer, parse_constant=_no_constant
).scan_once  # type: ignore[attr-defined]


def _too_deep(text: str, depth: int) -> bool:
    if text.count("{") + text.count("[") + depth <= MAX_DEPTH:
        return False
    for match in _STRINGS_AND_BRACKETS.finditer(text):
        if match[0] in "[{":
            depth += 1
            if depth > MAX_DEPTH:
                return True
        elif match[0] in "]}":
            depth -= 1
    return False


def _has_long_name(value: Any) -> bool:
    waiting = [value]
    while waiting:
        inside = waiting.pop()
        if isinstance(inside, dict):
            if inside and max(map(len, inside)) > MAX_NAME:
                return True
            waiting.extend(inside.values())
        elif isinstance(inside, list):
            waiting.extend(inside)
    return False


def ends_word(text: str, at: int) -> bool:
    """Whether a word such as ``null`` may end at ``at``: Core's reader refuses more letters or digits behind it.

    Jackson, ``_checkMatchEnd``: a character from "0" on that may be a part of a Java identifier.
    """
    following = text[at : at + 1]
    return following < "0" or unicodedata.category(following) not in _OF_WORDS
