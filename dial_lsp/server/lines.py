"""Where the lines of a text begin, kept up to date edit by edit at the cost of the edit.

The table is cut into blocks whose offsets count from the start of the block, so an edit rewrites one block and shifts
the others without touching them. As everywhere, lines end with CR LF, CR or LF and with nothing else.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

from dial_lsp.text.patterns import compiled

_LINE_END = compiled(r"\r\n|\r|\n")
_BLOCK = 512  # lines


class LineTable:
    """An immutable line table; lines count from 0, offsets are code points."""

    __slots__ = ("_bases", "_blocks", "_firsts", "length")

    def __init__(self, blocks: tuple[tuple[int, ...], ...], sizes: tuple[int, ...]) -> None:
        """A block is the starts of its lines, counted from its own first one; a size is its number of code points."""
        self._blocks = blocks
        self._bases = list(accumulate(sizes, initial=0))
        self._firsts = list(accumulate(map(len, blocks), initial=0))
        self.length = self._bases[-1]

    @classmethod
    def of(cls, text: str) -> LineTable:
        """The line table of a text."""
        return cls(*_cut([0, *(match.end() for match in _LINE_END.finditer(text))], len(text)))

    @property
    def count(self) -> int:
        """The number of lines; the empty text is one."""
        return self._firsts[-1]

    def place(self, offset: int) -> tuple[int, int]:
        """The line an offset stands in, and how many code points of the line stand before it.

        Offsets outside the text count as its start or end.
        """
        offset = min(max(offset, 0), self.length)
        number = min(bisect_right(self._bases, offset), len(self._blocks)) - 1
        block, inside = self._blocks[number], offset - self._bases[number]
        line = bisect_right(block, inside) - 1
        return self._firsts[number] + line, inside - block[line]

    def lines(self, offsets: Iterable[int]) -> list[int]:
        """The lines that offsets of the text stand in, for those who ask for thousands."""
        starts = [base + start for base, block in zip(self._bases, self._blocks, strict=False) for start in block]
        return [bisect_right(starts, offset) - 1 for offset in offsets]

    def start(self, line: int) -> int:
        """The offset of a line's first character; that of the line behind the last is the length of the text."""
        if line >= self.count:
            return self.length
        number = bisect_right(self._firsts, line) - 1
        return self._bases[number] + self._blocks[number][line - self._firsts[number]]

    def after(self, start: int, end: int, added: int, text: str) -> LineTable:
        """The table once ``added`` code points stand in the place of those from ``start`` to ``end``.

        ``text`` is the whole new text; only the new part and a character on both sides of it are read.
        """
        # A line begins where the character before ends one, so nothing changes but from start to end, both included.
        first = self._block_at(max(start - 1, 0))
        last = self._block_at(end)
        base, grown = self._bases[first], added - (end - start)
        old = [
            offset + self._bases[number] - base for number in range(first, last + 1) for offset in self._blocks[number]
        ]
        kept = bisect_left(old, start - base) if start else 1
        behind = bisect_right(old, end - base)
        fresh = [at - base for at in _starts(text, start, start + added)]
        starts = old[:kept] + fresh + [offset + grown for offset in old[behind:]]
        blocks, sizes = _cut(starts, self._bases[last + 1] - base + grown)
        widths = [after - before for before, after in zip(self._bases, self._bases[1:], strict=False)]
        return LineTable(
            (*self._blocks[:first], *blocks, *self._blocks[last + 1 :]),
            (*widths[:first], *sizes, *widths[last + 1 :]),
        )

    def _block_at(self, offset: int) -> int:
        return min(bisect_right(self._bases, offset), len(self._blocks)) - 1


def _starts(text: str, first: int, last: int) -> list[int]:
    """Where lines begin from ``first`` to ``last``, both included, the beginning of the text left out."""
    before = max(first - 1, 0)
    found = [before + match.end() for match in _LINE_END.finditer(text[before : last + 1])]
    # What ends a line at the very end of the cutting may be the first half of CR LF, which ends one later.
    return [at for at in found if first <= at <= last and text[at - 1 : at + 1] != "\r\n"]


def _cut(starts: list[int], size: int) -> tuple[tuple[tuple[int, ...], ...], tuple[int, ...]]:
    """Blocks of lines and their sizes, from the starts of lines in a stretch of text that begins with a line."""
    bases = starts[::_BLOCK]
    blocks = tuple(
        tuple(start - base for start in starts[at : at + _BLOCK])
        for at, base in zip(range(0, len(starts), _BLOCK), bases, strict=True)
    )
    return blocks, tuple(after - base for base, after in zip(bases, [*bases[1:], size], strict=True))
