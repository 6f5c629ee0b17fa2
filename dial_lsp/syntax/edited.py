"""What edits do to the chunks of a document, and new chunks for those that they can change."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

from dial_lsp.syntax.chunks import Chunk, Lone, Placed, State
from dial_lsp.syntax.line_split import starts_with_lines
from dial_lsp.syntax.reading import step_by
from dial_lsp.syntax.slices import Pool, Slice
from dial_lsp.syntax.strict import Unsound
from dial_lsp.syntax.strict_split import END

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dial_lsp.syntax.chunks import Entry, Split
    from dial_lsp.syntax.starts import Starts

PEEK = 2
"""How many chunks behind its own a step may look at."""


class Edited(NamedTuple):
    """A split whose text from ``start`` to ``end`` became ``growth`` longer; ``text`` is the whole new text."""

    old: Split
    starts: Starts
    text: str
    start: int
    end: int
    growth: int

    @property
    def first(self) -> int:
        """The number of the first chunk the edit can change: the first that could look as far as the edit."""
        return max(bisect_right(self.starts, self.start, hi=len(self.old.chunks)) - 1 - PEEK, 0)

    @property
    def touched(self) -> int:
        """The number of the first chunk behind the edit."""
        return bisect_left(self.starts, self.end + 1, hi=len(self.old.chunks))

    def number_at(self, offset: int) -> int | None:
        """The number of the old chunk behind the edit that starts at this offset of the new text."""
        number = bisect_left(self.starts, offset - self.growth, hi=len(self.old.chunks))
        starts_here = self.starts[number] + self.growth == offset
        return number if starts_here and self.starts[number] > self.end else None


class Fresh(NamedTuple):
    """New chunks in the place of the old ones up to number ``last``."""

    chunks: list[Chunk]
    last: int


def fresh_chunks(edited: Edited, reading: str) -> Fresh | None:
    """New chunks for those the edit can change, read from ever longer stretches of the text until they fit."""
    old, first = edited.old, edited.first
    width = edited.touched - first + PEEK
    while True:
        last = min(first + width, len(old.chunks))
        part = stretch(edited, last)
        is_rest = last == len(old.chunks)
        if part is not None:
            if first == 0 and reading == "lines" and not starts_with_lines(part):
                return None
            try:
                fresh = _read_on(edited, reading, part, last if is_rest else last - PEEK)
            except Unsound:
                return None
            if fresh is not None:
                return Fresh(keeping_entries(edited, fresh.chunks, fresh.last), fresh.last)
        if is_rest:
            return None
        width *= 2


def stretch(edited: Edited, last: int) -> Slice | None:
    """The text from the first chunk the edit can change up to an old one; None if a comment in it ends further on."""
    old, first = edited.old, edited.first
    end = edited.starts[last] + edited.growth
    pool = Pool(entries_in(old.chunks[first : edited.touched]))
    part = Slice(edited.text[edited.starts[first] : end], starts_file=first == 0).using(pool)
    is_cut = part.has_unclosed_comment and edited.text.find("*/", end - 1) >= 0
    return None if is_cut or part.has_torn_conflict else part


def _read_on(edited: Edited, reading: str, part: Slice, limit: int) -> Fresh | None:
    """New chunks up to where an old one, at most number ``limit``, starts in the same state."""
    old, first = edited.old, edited.first
    step_from = step_by(reading)
    chunks: list[Chunk] = []
    state = old.chunks[first].before
    at = 0
    while state != END and at < len(part.text):
        step = step_from(part, at, state)
        chunks.append(_kept(edited, first + len(chunks), part.chunk(at, state, step), step.after))
        at, state = step.end, step.after
        number = edited.number_at(edited.starts[first] + at)
        if number is not None and number <= limit and number < len(old.chunks) and old.chunks[number].before == state:
            return Fresh(chunks, number)
    finished = limit == len(old.chunks) and (state == END or reading == "lines")
    return Fresh(chunks, limit) if finished else None


def _kept(edited: Edited, number: int, new: Chunk, after: State) -> Chunk:
    """The old chunk with this number instead of an equal new one that lies before the edit."""
    chunks = edited.old.chunks
    if number + 1 >= len(chunks) or edited.starts[number + 1] > edited.start:
        return new
    old = chunks[number]
    same = old.length == new.length and old.problems == new.problems and chunks[number + 1].before == after
    return old if same else new


def entries_in(chunks: Iterable[Chunk]) -> list[Entry]:
    """The entries of these chunks, in their order."""
    return [item.entry for chunk in chunks for item in chunk.items if isinstance(item, (Placed, Lone))]


def keeping_entries(edited: Edited, chunks: Sequence[Chunk], number: int) -> list[Chunk]:
    """The new chunks up to an old one; those behind the edit, which start in another state, hold the old entries."""
    for old, new in zip(reversed(edited.old.chunks[edited.touched : number]), reversed(chunks), strict=False):
        if old.length != new.length or len(old.items) != 1 or len(new.items) != 1:
            break
        before, after = old.items[0], new.items[0]
        if not isinstance(before, Placed) or not isinstance(after, Placed) or before.at != after.at:
            break
        if (before.entry.text, before.entry.problems) == (after.entry.text, after.entry.problems):
            new.items = old.items
    return list(chunks)
