"""Containers of a document by their place in the text: objects, lists, sections and the root are all the same here."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from dial_lsp.syntax.layout import Begin, Layout
from dial_lsp.syntax.tree import ArrayNode, ObjectNode, find, find_member
from dial_lsp.text import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from dial_lsp.syntax import Document, Entry, Section
    from dial_lsp.syntax.tree import Pointer


@dataclass(frozen=True, slots=True)
class Container:
    """An object or list: its extent, brackets included, and its parts by number.

    ``own`` is the part of ``around`` that it is the value of. Parts and surroundings are looked up when asked for, so
    that a section of thousands is not measured to change one entry.
    """

    span: Span
    own: Span
    around: Callable[[], Container] | None
    count: int
    part: Callable[[int], Span]
    name: Callable[[int], str] | None
    names: Callable[[], Mapping[str, int]]
    """How often each name is that of a member; none in a list."""

    def last(self, name: str) -> int:
        """The number of the last member of a name, or else of the last part."""
        if self.name is None or name not in self.names():
            return self.count - 1
        return next(index for index in reversed(range(self.count)) if self.name(index) == name)

    def parts_backwards(self) -> Iterator[Span]:
        """The extents of all parts, last first."""
        return map(self.part, reversed(range(self.count)))

    def siblings(self) -> Iterator[Span]:
        """The extents of all parts of the container around this one, last first."""
        return self.around().parts_backwards() if self.around else iter(())

    def starts(self) -> tuple[int, ...]:
        """Where this container and the one around it start."""
        return (self.span.start, self.around().span.start) if self.around else (self.span.start,)


def part_at(document: Document, entry: Entry, pointer: Pointer) -> Span:
    """The member or element a pointer leads to; () stands for the whole entry."""
    start = document.offset_of(entry)
    if not pointer:
        return Span(start, start + len(entry.text))
    found = find_member(entry.tree, pointer) or find(entry.tree, pointer)
    assert found is not None  # noqa: S101 -- asked for existing places only
    return found.span.shifted(start)


def container_around(document: Document, entry: Entry, pointer: Pointer) -> Container:
    """The container that holds the member or element a pointer leads to."""
    if pointer:
        return container_at(document, entry, pointer[:-1])
    return root_container(document) if entry.name is None else section_container(document, document.section_of(entry))


def container_at(document: Document, entry: Entry, pointer: Pointer) -> Container:
    """The object or list at a pointer."""
    node = find(entry.tree, pointer)
    assert isinstance(node, (ObjectNode, ArrayNode))  # noqa: S101 -- asked for containers only
    start = document.offset_of(entry)
    parts = node.members if isinstance(node, ObjectNode) else node.elements
    members = node.members if isinstance(node, ObjectNode) else None
    return Container(
        span=node.span.shifted(start),
        own=part_at(document, entry, pointer),
        around=lambda: container_around(document, entry, pointer),
        count=len(parts),
        part=lambda index: parts[index].span.shifted(start),
        name=(lambda index: members[index].key.value) if members is not None else None,
        names=lambda: _names_in_object(node) if isinstance(node, ObjectNode) else {},
    )


def section_container(document: Document, section: Section) -> Container:
    """A section that is an object, with its entries."""
    return Container(
        span=document.section_span(section, "value"),
        own=document.section_span(section, "member"),
        around=lambda: root_container(document),
        count=len(section.entries),
        part=lambda index: part_at(document, section.entries[index], ()),
        name=lambda index: section.entries[index].name or "",
        names=lambda: _names_in_section(section),
    )


def root_container(document: Document) -> Container:
    """The root object with its sections: all from the first text that is no comment to the last that Core reads."""
    layout = Layout(document.source.text, document.comments, begin=Begin.of(document.source))  # no lines are needed
    start = layout.skip(0)
    end = layout.skip_back(len(layout.text)) if document.end is None else document.end
    span = Span(start, max(start, end))
    return Container(
        span=span,
        own=span,
        around=None,
        count=len(document.sections),
        part=lambda index: document.section_span(document.sections[index], "member"),
        name=lambda index: document.sections[index].name,
        names=lambda: Counter(section.name for section in document.sections),
    )


@lru_cache(maxsize=8)
def _names_in_object(node: ObjectNode) -> Mapping[str, int]:
    return Counter(member.key.value for member in node.members)


@lru_cache(maxsize=8)
def _names_in_section(section: Section) -> Mapping[str, int]:
    return Counter(entry.name or "" for entry in section.entries)


def entries_in(document: Document, span: Span) -> Iterator[tuple[Section, Entry]]:
    """The entries that a span touches, in order, each with its section."""
    for section in document.sections:
        whole = document.section_span(section, "member")
        if whole.end < span.start or span.end < whole.start:
            continue
        first = bisect_right(section.entries, span.start, key=document.offset_of)
        last = bisect_right(section.entries, span.end, key=document.offset_of)
        for index in range(max(first - 1, 0), last):
            entry = section.entries[index]
            if document.offset_of(entry) + len(entry.text) >= span.start:
                yield section, entry


def layout_of(document: Document) -> Layout:
    """The document's text and comments, and its lines where they are known: one question is not worth to find all."""
    source = document.source
    return Layout(source.text, document.comments, source.known_lines, Begin.of(source))
