"""Damage in text that has no lines to go by, at the cost of the edit: all but one stretch reads as it did before.

Where the rest of the text is sound, it reads to its end from every place where one of its chunks starts in the same
place. That is all that reading member by member wants to know of what is far away.
"""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING

from dial_lsp.syntax.chunks import Closing, Placed
from dial_lsp.syntax.edited import PEEK, Edited, Fresh, fresh_chunks, keeping_entries, stretch
from dial_lsp.syntax.member_split import Members, Short
from dial_lsp.syntax.prefix import LONGEST, TooDamagedError, is_damaged
from dial_lsp.syntax.swallowed import ROOT_NAMES
from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.syntax.chunks import Chunk, State
    from dial_lsp.syntax.entries import Document
    from dial_lsp.syntax.outline import Outline

_name = attrgetter("name")
_BREAK = compiled(r"[\r\n]")
_MOST_STRETCHES = 4
"""So many times the stretch may be doubled before the text is read from the start."""


def fresh_members(document: Document, edited: Edited) -> tuple[Edited, str, Fresh] | None:
    """New chunks for those that the edit can change, and how all of them are read; None if more than these may change.

    The edit comes back as one that covers what was damaged before.
    """
    old = document.split
    if old.reading not in ("strict", "members") or document.outline.unclosed or document.trailing is not None:
        return None
    if _BREAK.search(edited.text.strip(" \t\r\n")):
        return None
    flawed = [number for number in document.outline.flawed if not is_sound(old.chunks[number])]
    if flawed:
        start = min(edited.start, edited.starts[flawed[0]])
        edited = edited._replace(start=start, end=max(edited.end, edited.starts[flawed[-1] + 1] - 1))
        fresh = fresh_chunks(edited, "strict")
        if fresh is not None:
            return edited, "strict", fresh
    width = edited.touched - edited.first + PEEK
    for _ in range(_MOST_STRETCHES):
        fresh = _read_members(document, edited, min(edited.first + width, len(old.chunks)))
        if fresh is not None:
            return edited, "members", fresh
        width *= 2
    return None


def is_sound(chunk: Chunk) -> bool:
    """Whether nothing is wrong with a chunk, comments left aside."""
    if not chunk.problems and len(chunk.items) == 1 and isinstance(chunk.items[0], Placed):
        return True  # as nearly always
    is_open = any(isinstance(item, Closing) and item.at is None for item in chunk.items)
    return not is_open and not is_damaged(chunk)


def _read_members(document: Document, edited: Edited, last: int) -> Fresh | None:
    part = stretch(edited, last)
    if part is None:
        return None
    is_end = last == len(edited.old.chunks)
    place = "end" if is_end else edited.old.chunks[last].before.place
    ahead = _Ahead(edited, is_end, place, document.outline)
    members = Members(part, ahead)
    try:
        chunks = members.chunks(edited.old.chunks[edited.first].before)
    except (Short, TooDamagedError):
        return None
    if chunks is None or (ahead.number is None and not ahead.is_end):
        return None
    if members.damaged > 1 and len(edited.text) > LONGEST:
        return None  # which may be too much for the grammar
    number = len(edited.old.chunks) if ahead.number is None else ahead.number
    return Fresh(keeping_entries(edited, chunks, number), number)


@dataclass(slots=True)
class _Ahead:
    """The old chunks behind the edit, all of which are sound; ``number`` is the first that stays, once it is known."""

    edited: Edited
    is_end: bool
    place: str
    outline: Outline
    number: int | None = None

    def reads(self, at: int, state: State) -> bool | None:
        """Whether the text reads from here to the end of the root, with nothing behind it; None: read on to know."""
        number = self._number_at(at)
        if number is None:
            return None
        before = self.edited.old.chunks[number].before
        if before.place != state.place:
            return False  # a bracket closes the root before the last member, or none does
        return True if state.expects in ("any", before.expects) else None

    def is_reached(self, at: int, state: State) -> bool:
        """Whether the chunks from here on are known."""
        number = self._number_at(at)
        if number is None:
            return False
        before = self.edited.old.chunks[number].before
        if before.place != state.place:
            raise Short
        if before == state:
            self.number = number
        return before == state

    def earlier(self) -> Iterator[Chunk]:
        """The old chunks before the edit, the last one first."""
        chunks = self.edited.old.chunks
        return (chunks[number] for number in range(self.edited.first - 1, -1, -1))

    def may_be_swallowed(self) -> bool:
        """Whether names tell where the section of the edit ends: none of its own does, and that of the next one."""
        chunk = self.edited.old.chunks[self.edited.touched - 1]
        if not chunk.items or not isinstance(chunk.items[-1], Placed):
            return False
        number = self.outline.place_of(chunk.items[-1].entry).section
        own, *following = self.outline.sections[number : number + 2]
        is_told = bool(following) and following[0].name in ROOT_NAMES
        return is_told and ROOT_NAMES.isdisjoint(map(_name, own.entries))

    def _number_at(self, at: int) -> int | None:
        edited = self.edited
        number = edited.number_at(edited.starts[edited.first] + at)
        return None if number is None or number >= len(edited.old.chunks) else number
