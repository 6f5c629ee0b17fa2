"""Offsets, spans, lines and edits of one text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_LINE_END = compiled(r"\r\n|\r|\n")


class Span(NamedTuple):
    """A half-open range of code points."""

    start: int
    end: int

    def shifted(self, by: int) -> Span:
        """The same range, ``by`` code points further on."""
        return Span(self.start + by, self.end + by)


class Position(NamedTuple):
    """A place for people: both numbers count from 1, columns in code points."""

    line: int
    column: int


class Edit(NamedTuple):
    """Replace the text of ``span`` by ``text``; an empty span inserts."""

    span: Span
    text: str

    @property
    def growth(self) -> int:
        """How much longer the text becomes."""
        return len(self.text) - (self.span.end - self.span.start)


class Lines:
    """Where the lines of a text begin."""

    def __init__(self, text: str) -> None:
        self.length = len(text)
        self.starts = [0, *(match.end() for match in _LINE_END.finditer(text))]

    def position(self, offset: int) -> Position:
        """The line and column of an offset; offsets past the end count as the end."""
        offset = min(max(offset, 0), self.length)
        line = bisect_right(self.starts, offset)
        return Position(line, offset - self.starts[line - 1] + 1)

    def span(self, line: int) -> Span:
        """The extent of a line (counted from 1), its line end included."""
        end = self.starts[line] if line < len(self.starts) else self.length
        return Span(self.starts[line - 1], end)


def difference(before: str, after: str) -> Edit:
    """The edit that makes one text of another, without what both have at their start and end."""
    shortest = min(len(before), len(after))
    head = _longest(shortest, lambda size: before.startswith(after[:size]))
    tail = _longest(shortest - head, lambda size: before.endswith(after[len(after) - size :]))
    return Edit(Span(head, len(before) - tail), after[head : len(after) - tail])


def _longest(most: int, fits: Callable[[int], bool]) -> int:
    """The largest size that fits, where all smaller ones fit, too."""
    return bisect_left(range(1, most + 1), True, key=lambda size: not fits(size))


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """The text after all edits, whose spans speak of the text before any of them.

    Raises ValueError when two edits overlap.
    """
    pieces: list[str] = []
    done = 0
    for edit in sorted(edits, key=lambda edit: edit.span):
        if edit.span.start < done:
            raise ValueError(f"edits overlap at offset {edit.span.start}")
        pieces += (text[done : edit.span.start], edit.text)
        done = edit.span.end
    pieces.append(text[done:])
    return "".join(pieces)
