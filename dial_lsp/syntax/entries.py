"""A document: a text as sections of entries.

An entry knows its text and its value but not its place. Places follow from the lengths of the chunks the document is
made of, so an edit moves everything behind it without touching it.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, Literal, TypeAlias

from dial_lsp.syntax.chunks import Entry, Lone, Placed
from dial_lsp.syntax.outline import Changed, Section, outline_of
from dial_lsp.syntax.problems import BLANKED, LINE_BREAK, unclosed_bracket
from dial_lsp.syntax.scanning import places_of, whole_of
from dial_lsp.syntax.starts import Starts
from dial_lsp.syntax.tree import find, find_member
from dial_lsp.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from weakref import ref

    from dial_lsp.syntax.chunks import Split
    from dial_lsp.syntax.outline import Anchor, Outline
    from dial_lsp.syntax.scanning import Found
    from dial_lsp.syntax.tree import Node, Pointer, Problem
    from dial_lsp.text import Source

_LENGTH = attrgetter("length")

Part: TypeAlias = Literal["key", "member", "value"]

__all__ = ["Document", "Entry", "Part", "Section"]


@dataclass(frozen=True, eq=False)
class Document:
    """One text, read. Everything is worked out when asked for, and once.

    ``before`` is the document of which this is the next after an edit.
    """

    source: Source
    split: Split
    before: ref[Document] | None = None

    @property
    def root_kind(self) -> str:
        """The kind of the root value: "object", "array", ... or "empty"."""
        return self.split.root_kind

    @property
    def sections(self) -> tuple[Section, ...]:
        """The members of the root, in order; a section written twice is two sections."""
        return self.outline.sections

    @property
    def trailing(self) -> Span | None:
        """Text behind the root value, which Core never reads; comments do not count."""
        found = self.outline.trailing
        return found[1].shifted(self.chunk_starts[found[0]]) if found else None

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """Everything the language does not allow, in the order of the text."""
        found = [
            problem.shifted(self.chunk_starts[number])
            for number in self.outline.flawed
            for problem in self.split.chunks[number].problems
        ]
        found += [unclosed_bracket(self._at(one.bracket), self._at(one.end), "{") for one in self.outline.unclosed]
        return tuple(sorted(found, key=lambda problem: problem.span))

    @cached_property
    def comments(self) -> tuple[Span, ...]:
        """Where the comments are."""
        return tuple(
            span.shifted(self.chunk_starts[number])
            for number in self.outline.commented
            for span in self.split.chunks[number].comments
        )

    @cached_property
    def end(self) -> int | None:
        """Where Core's reader stops: behind the root value. None for text that it refuses, comments left aside."""
        found = self.outline.root_end
        if found is None or not (self.split.is_strict or (self.outline.has_braces and self._is_sound)):
            return None
        end = self._at(found)
        is_broken = any(problem.code == LINE_BREAK and problem.span.start < end for problem in self.problems)
        return None if is_broken else end

    @property
    def is_json(self) -> bool:
        """Whether Core's reader takes the text as JSON: strict, but whatever stands behind the root is ignored."""
        end = self.end
        return end is not None and all(comment.start >= end for comment in self.comments[:1])

    @cached_property
    def continued(self) -> Document | None:
        """The document as it was meant, if more than blanks and comments stands behind the root object.

        Every offset is the same. What Core reads is in this document; that one is for those who write behind the end.
        """
        if self.end is None or self.trailing is None or self.root_kind != "object":
            return None
        from dial_lsp.syntax.continuation import split_on

        known = [entry for section in self.sections for entry in section.entries]
        return Document(self.source, split_on(self.source.text, self.end, known))

    def replaced_since(self, before: Document) -> tuple[tuple[Entry, Entry], ...] | None:
        """The entries of an earlier document and those that stand here in their place; None if more has changed."""
        if self is before:
            return ()
        if self.before is None or self.before() is not before:
            return None
        return self.outline.replaced

    def changed_since(self, before: Document) -> Changed | None:
        """The entries that are gone since the document before this one and those that have come; None for any other."""
        if self.before is None or self.before() is not before:
            return None
        if self.outline.replaced is not None:
            return Changed.of(self.outline.replaced)
        if self.outline.changed is not None:
            return self.outline.changed
        mine, others = (frozenset(one for each in made.sections for one in each.entries) for made in (self, before))
        return Changed(others - mine, mine - others)

    def offset_of(self, entry: Entry) -> int:
        """Where an entry of this document starts; raises KeyError for any other."""
        place = self.outline.place_of(entry)
        return self.chunk_starts[place.chunk] + place.at

    def section_of(self, entry: Entry) -> Section:
        """The section an entry of this document belongs to; raises KeyError for any other entry."""
        return self.sections[self.outline.place_of(entry).section]

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

    def section_keys(self) -> Iterator[tuple[Section, Span]]:
        """Every section with the place of its name."""
        for section, place in zip(self.sections, self.outline.places, strict=True):
            yield section, place.key.shifted(self.chunk_starts[place.chunk])

    @cached_property
    def _numbers(self) -> dict[Section, int]:
        return {section: number for number, section in enumerate(self.sections)}

    def section_span(self, section: Section, part: Part) -> Span:
        """Where a section of this document stands: its name, its value, or both."""
        place = self.outline.places[self._numbers[section]]
        key = place.key.shifted(self.chunk_starts[place.chunk])
        if part == "key":
            return key
        start, end = self._at(place.start), self._at(place.end)
        return Span(start if part == "value" else key.start, end)

    def span_of(self, entry: Entry, pointer: Pointer = (), part: Part = "value") -> Span:
        """Where the value, name or member at a pointer stands; the nearest thing around it when there is none.

        For () the name is the entry's own. An array element has no name: its value is given instead.
        """
        if not pointer and not entry.problems:
            return _scanned({(): whole_of(entry)}, (), part).shifted(self.offset_of(entry))
        places = None if entry.problems else places_of(entry)
        if places is not None:
            return _scanned(places, pointer, part).shifted(self.offset_of(entry))
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
    def chunk_starts(self) -> Starts:
        """Where each chunk starts, and at last where the text ends."""
        return Starts.of(map(_LENGTH, self.split.chunks))

    @cached_property
    def outline(self) -> Outline:
        """What the chunks come to."""
        return outline_of(self.split.chunks)

    @property
    def _is_sound(self) -> bool:
        return not self.outline.unclosed and all(problem.code in BLANKED for problem in self.problems)

    def _at(self, anchor: Anchor) -> int:
        return self.chunk_starts[anchor.chunk] + anchor.at


def _scanned(places: Mapping[Pointer, Found], pointer: Pointer, part: Part) -> Span:
    """The span of a part in a sound entry; of the nearest thing around it when there is none."""
    while pointer not in places and pointer:
        pointer = pointer[:-1]
    value, key = places[pointer]
    if part == "value" or key is None:
        return value
    return key if part == "key" else Span(key.start, value.end)
