"""The sections of a document, put together from its chunks, and where everything stands, counted from its chunk."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from dial_lsp.syntax.chunks import Closing, Entry, Lone, Opening, Placed, RootEnd, RootStart, kind_of
from dial_lsp.syntax.numbers import Numbers
from dial_lsp.syntax.tree import MISSING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dial_lsp.syntax.chunks import Chunk, Item
    from dial_lsp.text import Span


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


class Changed(NamedTuple):
    """The entries that are gone and those that have come."""

    gone: frozenset[Entry]
    fresh: frozenset[Entry]

    @classmethod
    def of(cls, pairs: Sequence[tuple[Entry, Entry]]) -> Changed:
        """The same of entries and those that have taken their places."""
        olds, news = zip(*pairs, strict=True) if pairs else ((), ())
        return cls(frozenset(olds), frozenset(news))


@dataclass(frozen=True, eq=False, slots=True)
class Section:
    """One member of the root object; ``kind`` is the kind of its value, "missing" when there is none.

    A section that is an object holds an entry for each member; any other is one entry without a name. ``memo`` keeps
    what others have found out from its entries alone; it lives as long as these are the same.
    """

    name: str
    kind: str
    entries: tuple[Entry, ...]
    memo: dict[Any, Any] = field(default_factory=dict, repr=False)


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
    entries: Mapping[Entry, EntryPlace]  # with numbers of chunks that were true once
    numbers: Numbers  # what has become of them
    moved: Mapping[Entry, EntryPlace | None]  # what is not true any more in ``entries``; None: gone
    changed: Changed | None = None  # since the outline this was made from
    replaced: tuple[tuple[Entry, Entry], ...] | None = None
    """Entries of that outline, and those instead; None where more is another."""

    def has(self, entry: Entry) -> bool:
        """Whether an entry is in the document."""
        return (self.moved[entry] is not None) if entry in self.moved else entry in self.entries

    def place_of(self, entry: Entry) -> EntryPlace:
        """Where an entry of the document stands; raises KeyError for any other."""
        if entry not in self.moved:
            written = self.entries[entry]
            if not self.numbers.starts:
                return written
            return EntryPlace(self.numbers.now(written.chunk), written.at, written.section)
        found = self.moved[entry]
        if found is None:
            raise KeyError(entry)
        return found


def outline_of(chunks: Sequence[Chunk]) -> Outline:
    """The outline of these chunks, read from the first to the last."""
    return _Reading(chunks).finish()


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
            Numbers(),
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
