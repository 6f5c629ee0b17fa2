"""Numbers that were written down and have moved since: those of chunks, when others come or go before them."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple


class Numbers(NamedTuple):
    """From the written number ``starts[n]`` on everything has moved by ``moves[n]``."""

    starts: tuple[int, ...] = ()
    moves: tuple[int, ...] = ()

    def now(self, written: int) -> int:
        """What has become of a number that was written down and is not gone."""
        note = bisect_right(self.starts, written)
        return written + (self.moves[note - 1] if note else 0)

    def after(self, end: int, growth: int) -> Numbers:
        """The numbers when all that are now at least ``end`` grow by so much; those that go do so before it."""
        starts: list[int] = []
        moves: list[int] = []
        stretches = zip((0, *self.starts), (0, *self.moves), (*self.starts, None), strict=True)
        for start, by, stop in stretches:
            first = max(end - by, start)  # written, from here on in this stretch
            if first > start:
                starts.append(start)
                moves.append(by)
            if stop is None or first < stop:
                starts.append(first)
                moves.append(by + growth)
        return Numbers(tuple(starts), tuple(moves))
