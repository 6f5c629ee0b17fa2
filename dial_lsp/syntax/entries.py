"""What a text consists of: a document of sections, a section of entries.

An entry knows its text and its value but not its place. Places follow from the lengths of the chunks the document is
made of, so an edit moves everything behind it without touching it.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from operator import attrgetter
from typing import TYPE_CHECKING, Literal, TypeAlias

from dial_lsp.syntax.chunks import Closing, Entry, Lone, Opening, Placed, RootEnd, RootStart, kind_of
from dial_lsp.syntax.problems import unclosed_bracket
from dial_lsp.syntax.strict import is_strict
from dial_lsp.syntax.tree import MISSING, find, find_member
from dial_lsp.text import Span

if TYPE_CHECKING:
    from dial_lsp.syntax.chunks import Chunk, Item, Split
    from dial_lsp.syntax.tree import Node, Pointer, Problem
    from dial_lsp.text import Source

_LENGTH = attrgetter("length")

Part: TypeAlias = Literal["key", "member", "value"]

__all__ = ["Document", "Entry", "Part", "Section"]


@dataclass(frozen=True, eq=False, slots=True)
class Section:
    """One member of the root object; ``kind`` is the kind of its value, "missing" when there is none.

    A section that is an object holds an entry for each member; any other is one entry without a name.
    """

    name: str
    kind: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, eq=False)
class Document:
    """One text, read. Everything is worked out when asked for, and once."""

    source: Source
    split: Split

    @property
    def root_kind(self) -> str:
        """The kind of the root value: "object", "array", ... or "empty"."""
        return self.split.root_kind

    @property
    def sections(self) -> tuple[Section, ...]:
        """The members of the root, in order; a section written twice is two sections."""
        return self._outline.sections

    @property
    def trailing(self) -> Span | None:
        """Text behind the root value, which Core never reads; comments do not count."""
        return self._outline.trailing

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """Everything the language does not allow, in the order of the text."""
        starts = self.chunk_starts
        found = [
            problem.shifted(starts[index])
            for index, chunk in enumerate(self.split.chunks)
            if chunk.problems
            for problem in chunk.problems
        ]
        return tuple(sorted([*found, *self._outline.problems], key=lambda problem: problem.span))

    @cached_property
    def comments(self) -> tuple[Span, ...]:
        """Where the comments are."""
        starts = self.chunk_starts
        chunks = enumerate(self.split.chunks)
        return tuple(span.shifted(starts[i]) for i, chunk in chunks if chunk.comments for span in chunk.comments)

    @cached_property
    def is_json(self) -> bool:
        """Whether Core's reader takes the text as JSON: strict, but whatever stands behind the root is ignored."""
        if not self.problems:
            return not self.comments or self.comments[0].start >= self._outline.root_end
        braces = self._outline.has_braces or self.root_kind != "object"
        return braces and is_strict(self.source.text)

    def offset_of(self, entry: Entry) -> int:
        """Where an entry of this document starts; raises KeyError for any other."""
        chunk, at = self._places[entry]
        return self.chunk_starts[chunk] + at

    def section_of(self, entry: Entry) -> Section:
        """The section an entry of this document belongs to."""
        return self._section_of[entry]

    def entry_at(self, offset: int) -> Entry | None:
        """The entry whose text contains the offset, its end included."""
        last = min(bisect_right(self.chunk_starts, offset), len(self.split.chunks)) - 1
        for index in range(last, max(last - 2, -1), -1):
            for item in reversed(self.split.chunks[index].items):
                if isinstance(item, (Placed, Lone)):
                    start = self.chunk_starts[index] + item.at
                    if start <= offset <= start + len(item.entry.text):
                        return item.entry
        return None

    def section_span(self, section: Section, part: Part) -> Span:
        """Where a section of this document stands: its name, its value, or both."""
        place = self._outline.spans[section]
        if part == "key":
            return place.key
        return place.value if part == "value" else Span(place.key.start, place.value.end)

    def span_of(self, entry: Entry, pointer: Pointer = (), part: Part = "value") -> Span:
        """Where the value, name or member at a pointer stands; the nearest thing around it when there is none.

        For () the name is the entry's own. An array element has no name: its value is given instead.
        """
        tree = entry.tree
        while True:
            member = find_member(tree, pointer)
            node: Node | None = find(tree, pointer)
            if part == "value" and node is not None:
                found = node.span
            elif member is not None:
                found = member.span if part == "member" else member.key.span
            elif node is not None or not pointer:
                found = node.span if node is not None else tree.span
            else:
                pointer = pointer[:-1]
                continue
            return found.shifted(self.offset_of(entry))

    @cached_property
    def chunk_starts(self) -> list[int]:
        """Where each chunk starts, and at last where the text ends."""
        return list(accumulate(map(_LENGTH, self.split.chunks), initial=0))

    @cached_property
    def _places(self) -> dict[Entry, tuple[int, int]]:
        return {
            item.entry: (index, item.at)
            for index, chunk in enumerate(self.split.chunks)
            for item in chunk.items
            if isinstance(item, (Placed, Lone))
        }

    @cached_property
    def _section_of(self) -> dict[Entry, Section]:
        return {entry: section for section in self.sections for entry in section.entries}

    @cached_property
    def _outline(self) -> _Outline:
        return _Outline(self.split.chunks, self.chunk_starts)


@dataclass(frozen=True, slots=True)
class _Place:
    key: Span
    value: Span


class _Outline:
    """The items of all chunks, put together."""

    def __init__(self, chunks: tuple[Chunk, ...], starts: list[int]) -> None:
        self.spans: dict[Section, _Place] = {}
        self.problems: list[Problem] = []
        self.trailing: Span | None = None
        self._sections: list[Section] = []
        self._opening: tuple[Opening, int] | None = None
        self._entries: list[Entry] = []
        self.has_braces = False
        self.root_end = 0
        self._root: int | None = None
        self._last_end = 0
        self._last: tuple[int, Placed] | None = None
        for index, chunk in enumerate(chunks):
            for item in chunk.items:
                if isinstance(item, Placed):
                    self._entries.append(item.entry)
                    self._last = (starts[index], item)
                else:
                    self._take(item, starts[index])
        self._finish()
        self.sections = tuple(self._sections)

    def _take(self, item: Item, start: int) -> None:
        if isinstance(item, RootStart):
            self._root = start + item.at
            self.has_braces = True
        elif isinstance(item, Opening):
            self._opening = (item, start)
            self._last_end = start + item.brace + 1
        elif isinstance(item, Closing):
            self._close(None if item.at is None else start + item.at)
        elif isinstance(item, Lone):
            self._lone(item, start)
        elif isinstance(item, RootEnd):
            self._close_open()
            self._root = None
            self.root_end = start + item.at + 1
            self.trailing = item.trailing.shifted(start) if item.trailing else None

    def _lone(self, item: Lone, start: int) -> None:
        self._close_open()
        entry = item.entry
        kind = "missing" if entry.value is MISSING else kind_of(entry.value)
        end = start + item.at + len(entry.text)
        value = item.value.shifted(start) if item.value else Span(end, end)
        self._add(Section(item.name, kind, (entry,)), _Place(item.key.shifted(start), value))
        self._last_end = end

    def _close(self, at: int | None) -> None:
        if self._opening is None:
            return
        opening, start = self._opening
        self._opening = None
        brace = start + opening.brace
        end = self._end() if at is None else at + 1
        if at is None:
            self.problems.append(unclosed_bracket(brace, end, "{"))
        section = Section(opening.name, "object", tuple(self._entries))
        self._entries = []
        self._add(section, _Place(opening.key.shifted(start), Span(brace, end)))
        self._last_end = end

    def _close_open(self) -> None:
        if self._opening is not None:
            self._close(None)

    def _finish(self) -> None:
        self._close_open()
        if self._root is not None:
            self.problems.append(unclosed_bracket(self._root, self._end(), "{"))

    def _end(self) -> int:
        """Where the last thing read so far ends."""
        if self._last is None:
            return self._last_end
        start, placed = self._last
        return max(self._last_end, start + placed.at + len(placed.entry.text))

    def _add(self, section: Section, place: _Place) -> None:
        self.spans[section] = place
        self._sections.append(section)
