"""Changes of values as text edits that look as if the author of the file had made them.

Every function takes a document, gives edits with spans in ``document.source.text`` and leaves the document alone. ()
means that nothing is to be done or that it cannot be done safely: there is no such place, a name would occur twice, or
the entry is damaged so that its extent is a guess.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from dial_lsp.syntax.layout import WIDTH
from dial_lsp.syntax.parts import cut, slot_among_comments, slot_behind, stands_clear
from dial_lsp.syntax.places import (
    Container,
    container_around,
    container_at,
    layout_of,
    part_at,
    root_container,
    section_container,
)
from dial_lsp.syntax.tree import MISSING, ArrayNode, ObjectNode, find, find_member
from dial_lsp.syntax.writing import member_start, quoted, written
from dial_lsp.text import Edit, Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dial_lsp.syntax import Document, Entry, Section
    from dial_lsp.syntax.layout import Layout, Style
    from dial_lsp.syntax.tree import JSONValue, Pointer

_HARMLESS = frozenset({"trailing-comma", "bad-escape", "control-character", "bad-number", "number-too-long"})
"""Problems that leave no doubt where the parts of an entry start and end."""


def replace(document: Document, entry: Entry, pointer: Pointer, value: JSONValue) -> tuple[Edit, ...]:
    """Put another value at a pointer; of duplicate members at the last, which is the one that counts."""
    node = find(entry.tree, pointer)
    if node is None or node.value is MISSING or not _is_sound(document, entry):
        return ()
    if written(node.value, flat=True) == written(value, flat=True):
        return ()
    around = container_around(document, entry, pointer)
    part = part_at(document, entry, pointer)
    old = node.span.shifted(document.offset_of(entry))
    return (_replaced(layout_of(document), around, part, old, value),)


def rename(document: Document, entry: Entry, pointer: Pointer, name: str) -> tuple[Edit, ...]:
    """Give the member at a pointer another name; () stands for the entry's own."""
    member = find_member(entry.tree, pointer)
    if member is None or not _is_sound(document, entry):
        return ()
    key = member.key.span.shifted(document.offset_of(entry))
    names = container_around(document, entry, pointer).names()
    if not _is_quoted(document.source.text[key.start : key.end]) or name in names:
        return ()
    if pointer and names[member.key.value] > 1:
        return ()
    return (Edit(key, quoted(name)),)


def remove(document: Document, entry: Entry, pointer: Pointer) -> tuple[Edit, ...]:
    """Take out the member or element at a pointer with its comma and its comments; () takes out the whole entry."""
    if not _is_sound(document, entry) or (pointer and find(entry.tree, pointer) is None):
        return ()
    if pointer and container_around(document, entry, pointer).names().get(str(pointer[-1]), 0) > 1:
        return ()
    return cut(layout_of(document), part_at(document, entry, pointer))


def insert(  # noqa: PLR0913 -- where, what and behind what
    document: Document, entry: Entry, pointer: Pointer, name: str, value: JSONValue, *, after: str | None = None
) -> tuple[Edit, ...]:
    """Add a member to the object at a pointer: behind the member named ``after`` if there is one, else at the end."""
    if not isinstance(find(entry.tree, pointer), ObjectNode) or not _is_sound(document, entry):
        return ()
    into = container_at(document, entry, pointer)
    behind = into.count - 1 if after is None else into.last(after)
    return () if name in into.names() else _added(layout_of(document), into, behind, name, value)


def append(document: Document, entry: Entry, pointer: Pointer, value: JSONValue) -> tuple[Edit, ...]:
    """Add an element to the end of the list at a pointer."""
    if not isinstance(find(entry.tree, pointer), ArrayNode) or not _is_sound(document, entry):
        return ()
    into = container_at(document, entry, pointer)
    return _added(layout_of(document), into, into.count - 1, None, value)


def insert_entry(document: Document, section: str, name: str, value: JSONValue) -> tuple[Edit, ...]:
    """Add an entry to the end of a section; a section that is missing or null is made."""
    layout = layout_of(document)
    if document.root_kind == "empty":
        return _first_text(layout, {section: {name: value}})
    if document.root_kind != "object" or _stands_behind(document, section):
        return ()
    found = next((known for known in reversed(document.sections) if known.name == section), None)
    if found is None:
        into = root_container(document)
        return _added(layout, into, into.count - 1, section, {name: value})
    if found.kind == "null":
        return replace(document, found.entries[0], (), {name: value})
    if found.kind != "object" or not all(_is_sound(document, entry) for entry in found.entries[-1:]):
        return ()
    into = section_container(document, found)
    return () if name in into.names() else _added(layout, into, into.count - 1, name, value)


def _stands_behind(document: Document, section: str) -> bool:
    """Whether a section stands behind the end of the root only: there would be two once that is mended."""
    if document.continued is None or any(known.name == section for known in document.sections):
        return False
    return any(known.name == section for known in document.continued.sections)


def rename_section(document: Document, section: Section, name: str) -> tuple[Edit, ...]:
    """Give a section another name, unless the document has a section of that name."""
    if any(other.name == name for other in document.sections):
        return ()
    key = document.section_span(section, "key")
    return (Edit(key, quoted(name)),) if _is_quoted(document.source.text[key.start : key.end]) else ()


def remove_section(document: Document, section: Section) -> tuple[Edit, ...]:
    """Take out a whole section with its comma and its comments."""
    layout, part = layout_of(document), document.section_span(section, "member")
    return cut(layout, part) if stands_clear(layout, part) else ()


def _added(layout: Layout, into: Container, behind: int, name: str | None, value: JSONValue) -> tuple[Edit, ...]:
    """The edits that add a part behind the part with the number ``behind``."""
    if not _is_closed(layout, into.span):
        return ()
    if not into.count:
        return _first_part(layout, into, name, value)
    part = into.part(behind)
    style = layout.style(part, *into.starts())
    slot = slot_behind(layout, into.span, part, style.comma[1:])
    if slot is None:
        return ()
    key = "" if name is None else member_start(name, style)
    if not slot.own_line:
        return slot.filled(key + written(value, style, slot.indent, flat=True))
    siblings = chain((part,), into.parts_backwards())
    return slot.filled(key + _shaped(layout, siblings, value, style, slot.indent + key))


def _first_part(layout: Layout, into: Container, name: str | None, value: JSONValue) -> tuple[Edit, ...]:
    inside = layout.skip_blanks(into.span.start + 1)
    if inside == into.span.end - 1:
        whole: JSONValue = [value] if name is None else {name: value}
        return (_replaced(layout, into.around() if into.around else None, into.own, into.span, whole),)
    if layout.skip(inside) != into.span.end - 1:
        return ()
    style = layout.style(None, *into.starts())
    slot = slot_among_comments(layout, into.span, style.unit)
    key = "" if name is None else member_start(name, style)
    return slot.filled(key + _shaped(layout, (), value, style, slot.indent + key))


def _replaced(layout: Layout, around: Container | None, part: Span, old: Span, value: JSONValue) -> Edit:
    """The edit that puts a value in the place of the text ``old``, which is (in) a part of the container around it."""
    style = layout.style(part, *(around.starts() if around else ()))
    if not layout.starts_line(part.start):
        return Edit(old, written(value, style, flat=True))
    siblings = chain((old,), around.parts_backwards() if around else ())
    line = layout.line_start(old.start)
    return Edit(old, _shaped(layout, siblings, value, style, layout.text[line : old.start]))


def _shaped(layout: Layout, siblings: Iterable[Span], value: JSONValue, style: Style, before: str) -> str:
    """A value on one line or spread over several, as the first sibling that is alike; ``before`` starts its line."""
    indent = before[: len(before) - len(before.lstrip(" \t"))]
    flat = written(value, style, indent, flat=True)
    prefers_one_line = layout.prefers_one_line(siblings, flat)
    if prefers_one_line and len(before + flat) < WIDTH:
        return flat
    return written(value, style, indent, flat=None if prefers_one_line is None else False, column=len(before))


def _first_text(layout: Layout, value: JSONValue) -> tuple[Edit, ...]:
    """The edit that writes a value into a file that holds at most comments."""
    end = len(layout.text)
    start = layout.skip_blanks_back(end)
    lead = "" if layout.text[:start] in ("", "\ufeff") else layout.newline
    style = layout.style(None, end)
    return (Edit(Span(start, end), lead + written(value, style) + style.newline),)


def _is_sound(document: Document, entry: Entry) -> bool:
    """Whether there is no doubt where the entry and its parts start and end."""
    if any(problem.code not in _HARMLESS for problem in entry.problems):
        return False
    return stands_clear(layout_of(document), part_at(document, entry, ()))


def _is_closed(layout: Layout, container: Span) -> bool:
    return layout.text[container.start] + layout.text[container.end - 1] in ("{}", "[]")


def _is_quoted(key: str) -> bool:
    return len(key) >= len('""') and key[0] == key[-1] == '"'
