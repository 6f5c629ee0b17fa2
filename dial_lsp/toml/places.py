"""Where each value of a TOML text stands; the values themselves are read by the standard library.

The text is TOML already, so nothing here looks for mistakes.
"""

from __future__ import annotations

import re
import tomllib
from typing import NamedTuple, TypeAlias

from dial_lsp.text import Span
from dial_lsp.text.patterns import compiled

TomlPath: TypeAlias = tuple[str | int, ...]

_KEY = compiled(r'"(?:[^"\\]|\\.)*"|\'[^\']*\'|[A-Za-z0-9_-]+')
_BLANKS = compiled(r"[ \t]*")
_SPACE = compiled(r"(?:[ \t\r\n]|#[^\r\n]*)*")
_STRING = compiled(
    r"""
      \"{3} (?: \\. | [^\\] )*? \"{3,5}
    | '{3} .*? '{3,5}
    | "   (?: \\. | [^"\\] )* "
    | '   [^']* '
    """,
    re.VERBOSE | re.DOTALL,
)
_BARE = compiled(r"[^,\]}#\r\n]*[^,\]}#\r\n \t]")


class Spot(NamedTuple):
    """Where the name of a value stands, and the value; a table with a header is its lines up to its last value."""

    key: Span
    value: Span


def spots(text: str) -> dict[TomlPath, Spot]:
    """The place of every table and value in valid TOML, by its path from the root on. Raises RecursionError."""
    return _Scanner(text).spots


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text = text
        self.spots: dict[TomlPath, Spot] = {}
        self._elements: dict[TomlPath, int] = {}  # arrays of tables -> index of their last table
        self._table: TomlPath = ()
        at = self._skip(0)
        while at < len(text):
            at = self._skip(self._header(at) if text[at] == "[" else self._member(at, self._table))

    def _skip(self, at: int, what: re.Pattern[str] = _SPACE) -> int:
        found = what.match(self.text, at)
        return found.end() if found else at

    def _header(self, start: int) -> int:
        is_array = self.text.startswith("[[", start)
        names, at = self._names(start + (2 if is_array else 1))
        path: TomlPath = ()
        for name, span in names[:-1]:
            path = (*path, name)
            self.spots.setdefault(path, Spot(span, span))
            path = (*path, self._elements[path]) if path in self._elements else path
        name, span = names[-1]
        path = (*path, name)
        if is_array:
            self.spots.setdefault(path, Spot(span, span))
            self._elements[path] = self._elements.get(path, -1) + 1
            path = (*path, self._elements[path])
        end = self._skip(at, _BLANKS) + (2 if is_array else 1)
        self.spots[path] = Spot(span, Span(start, end))
        self._table = path
        return end

    def _member(self, at: int, table: TomlPath) -> int:
        """A name, ``=`` and a value; returns where they end."""
        names, at = self._names(at)
        path = table
        for name, span in names[:-1]:
            path = (*path, name)
            self.spots.setdefault(path, Spot(span, span))
        name, span = names[-1]
        end = self._value(self._skip(at + 1, _BLANKS), (*path, name), span)
        if table is self._table and table in self.spots:
            self.spots[table] = Spot(self.spots[table].key, Span(self.spots[table].value.start, end))
        return end

    def _value(self, start: int, path: TomlPath, key: Span | None) -> int:
        if self.text[start] == "[":
            end = self._array(start, path)
        elif self.text[start] == "{":
            end = self._inline_table(start, path)
        else:
            found = _STRING.match(self.text, start) or _BARE.match(self.text, start)
            end = found.end() if found else start + 1
        self.spots[path] = Spot(key or Span(start, end), Span(start, end))
        return end

    def _array(self, start: int, path: TomlPath) -> int:
        at, index = self._skip(start + 1), 0
        while self.text[at] != "]":
            at = self._skip(self._value(at, (*path, index), None))
            at, index = self._skip(at + 1) if self.text[at] == "," else at, index + 1
        return at + 1

    def _inline_table(self, start: int, path: TomlPath) -> int:
        at = self._skip(start + 1)
        while self.text[at] != "}":
            at = self._skip(self._member(at, path))
            at = self._skip(at + 1) if self.text[at] == "," else at
        return at + 1

    def _names(self, at: int) -> tuple[list[tuple[str, Span]], int]:
        """The parts of a dotted name, and where what follows it begins."""
        names: list[tuple[str, Span]] = []
        while found := _KEY.match(self.text, self._skip(at, _BLANKS)):
            names.append((_named(found[0]), Span(*found.span())))
            at = self._skip(found.end(), _BLANKS)
            if self.text[at] != ".":
                break
            at += 1
        return names, at


def _named(written: str) -> str:
    if written.startswith("'"):
        return written[1:-1]
    return str(tomllib.loads(f"name = {written}")["name"]) if written.startswith('"') else written
