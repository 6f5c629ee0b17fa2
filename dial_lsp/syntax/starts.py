"""Where the chunks of a text start. An edit moves all that follow it, which is noted as one number."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, overload

if TYPE_CHECKING:
    from collections.abc import Iterable

_MANY = 64
"""With so many notes the starts are written down anew."""


class Starts(Sequence[int]):
    """Offsets in code points, one for each chunk and at last the end of the text."""

    __slots__ = ("_moved", "_moves", "_written")

    def __init__(self, written: list[int], moved: tuple[int, ...] = (), moves: tuple[int, ...] = ()) -> None:
        """From number ``moved[n]`` on everything stands ``moves[n]`` code points further than is written."""
        self._written = written
        self._moved = moved
        self._moves = moves

    @classmethod
    def of(cls, lengths: Iterable[int]) -> Starts:
        """The starts of chunks of these lengths."""
        return cls(list(accumulate(lengths, initial=0)))

    def after(self, first: int, lengths: Sequence[int]) -> Starts:
        """The starts when as many chunks from number ``first`` on have these lengths instead."""
        end = first + len(lengths)
        growth = sum(lengths) + self[first] - self[end]
        before = bisect_right(self._moved, first)
        behind = bisect_right(self._moved, end)
        ends = accumulate(lengths, initial=self[first])
        moved = (*self._moved[:before], *range(first, end + 1), *self._moved[behind:])
        moves = (
            *self._moves[:before],
            *(start - self._written[number] for number, start in enumerate(ends, first)),
            *(by + growth for by in self._moves[behind:]),
        )
        following = Starts(self._written, moved, moves)
        return following if len(moved) < _MANY else following._anew()

    def __len__(self) -> int:
        return len(self._written)

    @overload
    def __getitem__(self, index: int) -> int: ...
    @overload
    def __getitem__(self, index: slice) -> list[int]: ...
    def __getitem__(self, index: int | slice) -> int | list[int]:
        """Where a chunk starts."""
        if isinstance(index, slice):
            return [self[number] for number in range(*index.indices(len(self)))]
        number = index if index >= 0 else index + len(self._written)
        note = bisect_right(self._moved, number)
        return self._written[number] + (self._moves[note - 1] if note else 0)

    def _anew(self) -> Starts:
        stretches = zip((0, *self._moved), (0, *self._moves), (*self._moved, len(self._written)), strict=True)
        return Starts([start + by for first, by, last in stretches for start in self._written[first:last]])
