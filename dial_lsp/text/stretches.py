"""Where each code point of a text is written in its file, as stretches in which both go on alike."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Stretches:
    """Immutable; offsets count from where the text's writing begins, so they hold wherever that stands in the file.

    A stretch ends where something is written in another way than it is read, as behind each escape.
    """

    __slots__ = ("_firsts", "_places", "end", "length")

    def __init__(self, firsts: Sequence[int], places: Sequence[int], length: int, end: int) -> None:
        """The first code point of each stretch and where it is written, how many there are, and where writing ends."""
        self._firsts = firsts
        self._places = places
        self.length = length
        self.end = end

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
        return cls(firsts, places, length, end)

    def place(self, index: int) -> int:
        """Where a code point is written; for the one behind the last, where more would be."""
        if index >= self.length:
            return self.end
        number = bisect_right(self._firsts, index) - 1
        return self._places[number] + index - self._firsts[number]

    def index(self, place: int) -> int:
        """The first code point that is written at a place or behind it."""
        number = bisect_right(self._places, place) - 1
        if number < 0:
            return 0
        behind = self._firsts[number + 1] if number + 1 < len(self._firsts) else self.length
        return min(self._firsts[number] + place - self._places[number], behind)

    def edited(self, start: int, end: int, size: int) -> Stretches | None:
        """The same when so many code points replace some of one stretch, written as they are read; else None."""
        number = bisect_right(self._firsts, start) - 1
        behind = self._firsts[number + 1] if number + 1 < len(self._firsts) else self.length
        if number < 0 or not self._firsts[number] < start <= end < behind:
            return None
        growth = size - (end - start)
        return Stretches(
            [*self._firsts[: number + 1], *(first + growth for first in self._firsts[number + 1 :])],
            [*self._places[: number + 1], *(place + growth for place in self._places[number + 1 :])],
            self.length + growth,
            self.end + growth,
        )
