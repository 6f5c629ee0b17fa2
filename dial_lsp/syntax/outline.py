"""The sections of a document, put together from its chunks, and where everything stands, counted from its chunk.

After an edit inside entries the outline of the next document is made from the one before at the cost of the edit.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from dial_lsp.syntax.chunks import Closing, Entry, Lone, Opening, Placed, RootEnd, RootStart, kind_of
from dial_lsp.syntax.tree import MISSING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dial_lsp.syntax.chunks import Chunk, Item
    from dial_lsp.text import Span

_MANY = 256
"""So many entries may be replaced before the places of all entries are put into one mapping again."""


class Anchor(NamedTuple):
    """A place that an edit elsewhere does not move: the number of a chunk and an offset in it."""

    chunk: int
    at: int


class EntryPlace(NamedTuple):
    """Where an entry starts, and the number of its section."""

    chunk: int
    at: int
    section: int


class SectionPlace(NamedTuple):
    """Where a section's name stands, counted from its chunk, and where its value starts and ends."""

    chunk: int
    key: Span
    start: Anchor
    end: Anchor


class Unclosed(NamedTuple):
    """A bracket that nothing closes, and where what it holds ends."""

    bracket: Anchor
    end: Anchor


@dataclass(frozen=True, eq=False, slots=True)
class Section:
    """One member of the root object; ``kind`` is the kind of its value, "missing" when there is none.

    A section that is an object holds an entry for each member; any other is one entry without a name.
    """

    name: str
    kind: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, eq=False, slots=True)
class Outline:
    """What the items of all chunks come to."""

    sections: tuple[Section, ...]
    places: tuple[SectionPlace, ...]
    unclosed: tuple[Unclosed, ...]
    has_braces: bool
    root_end: Anchor | None
    trailing: tuple[int, Span] | None  # a chunk, and a span in it
    flawed: tuple[int, ...]  # the chunks with problems
    commented: tuple[int, ...]  # the chunks with comments
    entries: Mapping[Entry, EntryPlace]
    moved: Mapping[Entry, EntryPlace | None]  # what is not true any more in ``entries``; None: gone
    replaced: tuple[tuple[Entry, Entry], ...] | None = None
    """Entries of the outline before, and those instead; None where there is none, or where more is another."""

    def place_of(self, entry: Entry) -> EntryPlace:
        """Where an entry of the document stands; raises KeyError for any other."""
        found = self.moved[entry] if entry in self.moved else self.entries[entry]
        if found is None:
            raise KeyError(entry)
        return found


def outline_of(chunks: Sequence[Chunk]) -> Outline:
    """The outline of these chunks, read from the first to the last."""
    return _Reading(chunks).finish()


def outline_after(old: Outline, first: int, before: Sequence[Chunk], after: Sequence[Chunk]) -> Outline | None:
    """The outline when the chunks from number ``first`` on are replaced; None if more than entries is another.

    ``before`` and ``after`` are the chunks there. Entries may be replaced by others of the same name and kind.
    """
    if len(before) != len(after) or old.unclosed:
        return None
    moved: dict[Entry, EntryPlace | None] = {}
    replaced: list[tuple[Entry, Entry]] = []
    sections = list(old.sections)
    for number, (chunk, fresh) in enumerate(zip(before, after, strict=True), first):
        if chunk is fresh:
            continue
        if len(chunk.items) != len(fresh.items) or chunk.before != fresh.before:
            return None
        for item, new in zip(chunk.items, fresh.items, strict=True):
            if isinstance(item, Placed) and isinstance(new, Placed) and item.entry.name == new.entry.name:
                section = old.place_of(item.entry).section
                if item.entry is not new.entry:
                    sections[section] = _with(sections[section], item.entry, new.entry)
                    moved[item.entry] = None
                    replaced.append((item.entry, new.entry))
                moved[new.entry] = EntryPlace(number, new.at, section)
            elif item != new:
                return None
    if _changes_places(replaced):
        return None
    flaws = [number for number, chunk in enumerate(after, first) if chunk.problems]
    comments = [number for number, chunk in enumerate(after, first) if chunk.comments]
    end = first + len(after)
    outline = replace(
        old,
        sections=tuple(sections),
        flawed=_spliced(old.flawed, first, end, flaws),
        commented=_spliced(old.commented, first, end, comments),
        moved={**old.moved, **moved},
        replaced=tuple(replaced),
    )
    return _folded(outline) if len(outline.moved) > _MANY else outline


def outline_beside(old: Outline, new: Outline) -> Outline | None:
    """The new outline, knowing which entries took the place of which; None if more than entries is another.

    For documents that were read apart from each other and share their entries where the texts are equal.
    """
    if len(old.sections) != len(new.sections):
        return None
    replaced: list[tuple[Entry, Entry]] = []
    for before, after in zip(old.sections, new.sections, strict=True):
        if (before.name, before.kind, len(before.entries)) != (after.name, after.kind, len(after.entries)):
            return None
        replaced += ((one, other) for one, other in zip(before.entries, after.entries, strict=True) if one is not other)
    if any(one.name is None or one.name != other.name for one, other in replaced) or _changes_places(replaced):
        return None
    return replace(new, replaced=tuple(replaced))


def _changes_places(replaced: Sequence[tuple[Entry, Entry]]) -> bool:
    """Whether an entry goes from one place and comes to another, where two entries have one text."""
    return len(replaced) > 1 and not {one for one, _ in replaced}.isdisjoint(other for _, other in replaced)


def _with(section: Section, old: Entry, new: Entry) -> Section:
    at = section.entries.index(old)
    return Section(section.name, section.kind, (*section.entries[:at], new, *section.entries[at + 1 :]))


def _spliced(numbers: tuple[int, ...], first: int, end: int, fresh: Sequence[int]) -> tuple[int, ...]:
    if not fresh and not any(first <= number < end for number in numbers):
        return numbers
    before = (number for number in numbers if number < first)
    return (*before, *fresh, *(number for number in numbers if number >= end))


def _folded(outline: Outline) -> Outline:
    everything = {**outline.entries, **outline.moved}
    entries = {entry: place for entry, place in everything.items() if place is not None}
    return replace(outline, entries=entries, moved={})


class _Reading:
    """The items of all chunks, one after another."""

    def __init__(self, chunks: Sequence[Chunk]) -> None:
        self._sections: list[Section] = []
        self._places: list[SectionPlace] = []
        self._unclosed: list[Unclosed] = []
        self._trailing: tuple[int, Span] | None = None
        self._opening: tuple[Opening, int] | None = None
        self._entries: list[Entry] = []
        self._where: dict[Entry, EntryPlace] = {}
        self._has_braces = False
        self._root_end: Anchor | None = None
        self._root: Anchor | None = None
        self._last_end = Anchor(0, 0)
        self._chunks = chunks
        for number, chunk in enumerate(chunks):
            for item in chunk.items:
                if isinstance(item, Placed):
                    self._entries.append(item.entry)
                    self._where[item.entry] = EntryPlace(number, item.at, len(self._sections))
                    self._last_end = Anchor(number, item.at + len(item.entry.text))
                else:
                    self._take(item, number)

    def finish(self) -> Outline:
        """What all of it comes to."""
        self._close_open()
        if self._root is not None:
            self._unclosed.append(Unclosed(self._root, self._last_end))
        return Outline(
            tuple(self._sections),
            tuple(self._places),
            tuple(self._unclosed),
            self._has_braces,
            self._root_end,
            self._trailing,
            tuple(number for number, chunk in enumerate(self._chunks) if chunk.problems),
            tuple(number for number, chunk in enumerate(self._chunks) if chunk.comments),
            self._where,
            {},
        )

    def _take(self, item: Item, chunk: int) -> None:
        if isinstance(item, RootStart):
            self._root = Anchor(chunk, item.at)
            self._has_braces = True
        elif isinstance(item, Opening):
            self._opening = (item, chunk)
            self._last_end = Anchor(chunk, item.brace + 1)
        elif isinstance(item, Closing):
            self._close(None if item.at is None else Anchor(chunk, item.at))
        elif isinstance(item, Lone):
            self._lone(item, chunk)
        elif isinstance(item, RootEnd):
            self._close_open()
            self._root = None
            self._root_end = Anchor(chunk, item.at + 1)
            self._trailing = (chunk, item.trailing) if item.trailing else None

    def _lone(self, item: Lone, chunk: int) -> None:
        self._close_open()
        entry = item.entry
        kind = "missing" if entry.value is MISSING else kind_of(entry.value)
        end = item.at + len(entry.text)
        start, stop = item.value or (end, end)
        self._where[entry] = EntryPlace(chunk, item.at, len(self._sections))
        self._sections.append(Section(item.name, kind, (entry,)))
        self._places.append(SectionPlace(chunk, item.key, Anchor(chunk, start), Anchor(chunk, stop)))
        self._last_end = Anchor(chunk, end)

    def _close(self, at: Anchor | None) -> None:
        if self._opening is None:
            return
        opening, chunk = self._opening
        self._opening = None
        brace = Anchor(chunk, opening.brace)
        end = self._last_end if at is None else Anchor(at.chunk, at.at + 1)
        if at is None:
            self._unclosed.append(Unclosed(brace, end))
        self._sections.append(Section(opening.name, "object", tuple(self._entries)))
        self._places.append(SectionPlace(chunk, opening.key, brace, end))
        self._entries = []
        self._last_end = end

    def _close_open(self) -> None:
        if self._opening is not None:
            self._close(None)
