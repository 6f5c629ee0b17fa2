"""Where each code point of a text is written in its file, as stretches in which both go on alike."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


_BLOCK = 128
"""So many stretches are looked at when one of them grows; of all others only the block they are in."""


class _Block(NamedTuple):
    """Neighbouring stretches, counted from the first of them: their first code points, and where these are written."""

    firsts: Sequence[int]
    places: Sequence[int]


class Stretches:
    """Immutable; offsets count from where the text's writing begins, so they hold wherever that stands in the file.

    A stretch ends where something is written in another way than it is read, as behind each escape. A text between
    quotation marks has thousands, so an edit must not touch them all.
    """

    __slots__ = ("_blocks", "_firsts", "_places", "end", "length")

    def __init__(self, blocks: Sequence[_Block], starts: Sequence[tuple[int, int]], length: int, end: int) -> None:
        """Where each block starts, in the text and as it is written; how long the text is, and where writing ends."""
        self._blocks = blocks
        self._firsts = [first for first, _ in starts]
        self._places = [place for _, place in starts]
        self.length = length
        self.end = end

    @classmethod
    def at(cls, firsts: Sequence[int], places: Sequence[int], length: int, end: int) -> Stretches:
        """From the first code point of each stretch and where it is written."""
        starts = range(0, len(firsts), _BLOCK)
        blocks = [
            _Block(
                [first - firsts[start] for first in firsts[start : start + _BLOCK]],
                [place - places[start] for place in places[start : start + _BLOCK]],
            )
            for start in starts
        ]
        return cls(blocks, [(firsts[start], places[start]) for start in starts], length, end)

    @classmethod
    def of(cls, pieces: Iterable[tuple[int, int]], end: int) -> Stretches:
        """From the place of each stretch and how many code points it has."""
        places: list[int] = []
        sizes: list[int] = []
        for place, size in pieces:
            if places and place == places[-1] + sizes[-1]:
                sizes[-1] += size
            else:
                places.append(place)
                sizes.append(size)
        *firsts, length = accumulate(sizes, initial=0)
        return cls.at(firsts, places, length, end)

    def place(self, index: int) -> int:
        """Where a code point is written; for the one behind the last, where more would be."""
        if index >= self.length:
            return self.end
        block, number = self._stretch_of(index)
        place = self._places[block] + self._blocks[block].places[number]
        return place + index - self._first(block, number)

    def index(self, place: int) -> int:
        """The first code point that is written at a place or behind it."""
        block = bisect_right(self._places, place) - 1
        if block < 0:
            return 0
        within = place - self._places[block]
        places = self._blocks[block].places
        number = bisect_right(places, within) - 1
        return min(self._first(block, number) + within - places[number], self._first(block, number + 1))

    def edited(self, start: int, end: int, size: int) -> Stretches | None:
        """The same when so many code points replace some of one stretch, written as they are read; else None."""
        block, number = self._stretch_of(start)
        if block < 0 or not self._first(block, number) < start <= end < self._first(block, number + 1):
            return None
        growth = size - (end - start)
        changed, behind = self._blocks[block], number + 1
        grown = _Block(
            [*changed.firsts[:behind], *(first + growth for first in changed.firsts[behind:])],
            [*changed.places[:behind], *(place + growth for place in changed.places[behind:])],
        )
        starts = list(zip(self._firsts, self._places, strict=True))
        moved = ((first + growth, place + growth) for first, place in starts[block + 1 :])
        return Stretches(
            [*self._blocks[:block], grown, *self._blocks[block + 1 :]],
            [*starts[: block + 1], *moved],
            self.length + growth,
            self.end + growth,
        )

    def _stretch_of(self, index: int) -> tuple[int, int]:
        """The block with a code point and the stretch in it; before the first one -1."""
        block = bisect_right(self._firsts, index) - 1
        if block < 0:
            return -1, -1
        return block, bisect_right(self._blocks[block].firsts, index - self._firsts[block]) - 1

    def _first(self, block: int, number: int) -> int:
        """The first code point of a stretch; behind the last one of a block that of the next one, or the end."""
        if number < len(self._blocks[block].firsts):
            return self._firsts[block] + self._blocks[block].firsts[number]
        return self._firsts[block + 1] if block + 1 < len(self._firsts) else self.length
