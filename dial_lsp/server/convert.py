"""Between our values and the protocol's: the only place that knows UTF-16 and URIs.

A position of ours is an index into the text in code points; a client counts lines, and in them the units of the
encoding it agreed to: UTF-8, UTF-16 or UTF-32.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from lsprotocol import types
from pygls.uris import from_fs_path, to_fs_path

from dial_lsp.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dial_lsp.server.lines import LineTable

Encoding = types.PositionEncodingKind


class Ruler:
    """Measures one text in the units of the client."""

    __slots__ = ("_encoding", "_is_plain", "lines", "text")

    def __init__(self, text: str, lines: LineTable, encoding: Encoding | str, *, is_plain: bool | None = None) -> None:
        """``is_plain`` says that every character of the text is one unit, where that is known already."""
        self.text = text
        self.lines = lines
        self._encoding = Encoding(encoding)
        self._is_plain = self._encoding is Encoding.Utf32 or (text.isascii() if is_plain is None else is_plain)

    def offset(self, position: types.Position) -> int:
        """The code point a client means.

        A position behind the end of a line is the end of that line, one behind the last line is the end of the text,
        and one inside a character is the start of the character.
        """
        line, units = position.line, position.character
        if line >= self.lines.count:
            return self.lines.length
        start, end = self.lines.start(line), self._end(line)
        if self._is_plain:
            return min(start + units, end)
        # No character has less than one unit, so the place is at most that many characters away.
        return start + _characters(self.text[start : min(start + units, end)], units, self._encoding)

    def position(self, offset: int) -> types.Position:
        """Where a code point stands for the client; an offset outside the text counts as its start or end."""
        return types.Position(*self.place(offset))

    def place(self, offset: int) -> tuple[int, int]:
        """The same as two numbers, which are cheaper to make."""
        line, inside = self.lines.place(offset)
        if self._is_plain:
            return line, inside
        start = self.lines.start(line)
        return line, units_of(self.text[start : start + inside], self._encoding)

    @property
    def quotes(self) -> bool:
        """Whether something is written in another way than it is read, as in a text that stands in YAML."""
        return False

    def typed(self, text: str) -> str:
        """A piece of the text as it is written in the file."""
        return text

    def lines_of(self, offsets: Iterable[int]) -> list[int]:
        """The lines of code points, for answers that have thousands of them."""
        return self.lines.lines(offsets)

    def span(self, given: types.Range) -> Span:
        """The span of a range; an inverted range is taken for what lies between its ends."""
        start, end = self.offset(given.start), self.offset(given.end)
        return Span(min(start, end), max(start, end))

    def range(self, span: Span) -> types.Range:
        """The range of a span."""
        return types.Range(self.position(span.start), self.position(span.end))

    def json(self, span: Span) -> str:
        """The same as the protocol's JSON, for answers that have thousands of them."""
        line, character = start = self.place(span.start)
        end_line, end_character = start if span.end == span.start else self.place(span.end)
        return (
            f'{{"start":{{"line":{line},"character":{character}}},'
            f'"end":{{"line":{end_line},"character":{end_character}}}}}'
        )

    def _end(self, line: int) -> int:
        """Where a line ends, before its line end."""
        end = self.lines.start(line + 1)
        if line + 1 < self.lines.count:
            end -= 2 if self.text[max(end - 2, 0) : end] == "\r\n" else 1
        return end


def units_of(text: str, encoding: Encoding) -> int:
    """The length of a text in the units of an encoding. Half a surrogate pair counts like any character of its size."""
    if encoding is Encoding.Utf32 or text.isascii():
        return len(text)
    if encoding is Encoding.Utf16:
        return len(text.encode("utf-16-le", "surrogatepass")) // 2
    return len(text.encode("utf-8", "surrogatepass"))


def path_of(uri: str) -> str:
    """The absolute path of a file, by which documents are known; what is no file is known by its URI."""
    try:
        path = to_fs_path(uri)
    except ValueError:
        path = None
    if not path or "\0" in path or not os.path.isabs(path):  # noqa: PTH117 -- a text, not a path yet
        return uri
    return os.path.normpath(path)


def uri_of(path: str) -> str:
    """The URI of a path that ``path_of`` gave or could have given."""
    if not os.path.isabs(path):  # noqa: PTH117
        return path
    return from_fs_path(path) or Path(path).as_uri()


def _characters(text: str, units: int, encoding: Encoding) -> int:
    """How many whole characters of the text fit into so many units."""
    if text.isascii():
        return min(units, len(text))
    if encoding is Encoding.Utf16:
        whole = text.encode("utf-16-le", "surrogatepass")[: units * 2].decode("utf-16-le", "surrogatepass")
        if text.startswith(whole):
            return len(whole)
    return _counted(text, units, encoding)


def _counted(text: str, units: int, encoding: Encoding) -> int:
    used = 0
    for number, character in enumerate(text):
        used += units_of(character, encoding)
        if used > units:
            return number
    return len(text)
