"""Where the text writes the names that ``references.py`` knows: what navigation and renaming go by.

References speak of the merged config. This module speaks of the files: an entry written in two files is defined twice,
and a list that a later file replaces still mentions its names. Each file's part of an entry is read by itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dial_lsp.model.place import ConfigEntry, Part
from dial_lsp.names.references import DEFINED_BY, Definition, Kind, Use, names_of
from dial_lsp.syntax.tree import ArrayNode, ObjectNode, pointer_at
from dial_lsp.text import Location, Span
from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from dial_lsp.model.config import Config
    from dial_lsp.model.place import Place
    from dial_lsp.names.references import References
    from dial_lsp.syntax import Document, Entry
    from dial_lsp.syntax.tree import Member, Node, Pointer

SCHEMA_SECTIONS = {Kind.APPLICATION_SCHEMA: "applicationTypeSchemas", Kind.CATALOG_SCHEMA: "catalogSchemas"}
_STRING = compiled(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
_UNQUOTED = compiled(r"(?:[-+.0-9eE]+|true|false)\Z")
"""A name that Core also reads from a number or a literal, which has no quotes."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One place of one file that writes a name: ``token`` is all of it, ``span`` what is inside its quotes.

    A definition has all the kinds of names that its entry defines, a use has one and the field it stands in. ``entry``
    is what this file alone says of the entry around it.
    """

    name: str
    kinds: tuple[Kind, ...]
    entry: ConfigEntry
    document: Document
    token: Span
    field: str = ""

    @property
    def is_definition(self) -> bool:
        """Whether the name is introduced here."""
        return not self.field

    @property
    def span(self) -> Span:
        """The name without its quotes."""
        text, (start, end) = self.document.source.text, self.token
        is_quoted = end - start > 1 and text[start] == text[end - 1] == '"'
        return Span(start + 1, end - 1) if is_quoted else self.token

    @property
    def location(self) -> Location:
        """The name without its quotes, and its file."""
        return Location(self.document.source, self.span)


def occurrence_at(config: Config, path: str, offset: int) -> Occurrence | None:
    """The name at an offset of a file, the places just before and behind it included; None where there is none."""
    for file, document in enumerate(config.documents):
        entry = document.entry_at(offset) if document.source.path == path else None
        if entry is not None:
            found = _near(document, reading_of(config, file, document, entry), offset)
            return next((one for one in found if one.token.start <= offset <= one.token.end), None)
    return None


def definitions(config: Config, name: Occurrence) -> tuple[Occurrence, ...]:
    """Every place that introduces what the name names, in each of the files that say something of it."""
    if name.is_definition and name.entry.name is not None:
        return tuple(_entry_definitions(config, name.entry.section, name.name))
    found: list[Occurrence] = []
    for kind in name.kinds:
        for section, kinds in DEFINED_BY.items():
            if kind in kinds:
                found += _entry_definitions(config, section, name.name)
        if kind in SCHEMA_SECTIONS:
            found += _schema_definitions(config, SCHEMA_SECTIONS[kind], name.name)
    return tuple(found)


def uses(config: Config, references: References, name: Occurrence) -> tuple[Occurrence, ...]:
    """Every place that mentions what the name names, in the order of the files and their texts."""
    kinds = {kind for found in (name, *definitions(config, name)) for kind in found.kinds}
    merged = [use.at.entry for kind in kinds for use in references.uses_of(kind, name.name)]
    entries = dict.fromkeys(entry for entry in merged if isinstance(entry, ConfigEntry))
    entries |= dict.fromkeys(entry for entry in config.entries() if _is_told_apart(config, entry))
    found = [one for entry in entries for one in _uses_in(config, entry, kinds, name.name)]
    order = {document.source.path: number for number, document in enumerate(config.documents)}
    return tuple(sorted(found, key=lambda one: (order[one.document.source.path], one.token)))


def uses_within(config: Config, merged: ConfigEntry) -> Iterator[Occurrence]:
    """Every mention of a name in an entry, file by file."""
    for reading in _readings(merged):
        document, entry = config.documents[reading.parts[0].file], reading.parts[0].entry
        start = document.offset_of(entry)
        keys = dict(_keys(entry.tree))
        for use in names_of(reading).uses:
            key = keys.get(use.at.pointer) if use.at.where == "key" else None
            token = key.shifted(start) if key else _token(document, use.at)
            yield Occurrence(use.name, (use.kind,), reading, document, token, use.field)


def reading_of(config: Config, file: int, document: Document, entry: Entry) -> ConfigEntry:
    """What one file alone says of an entry; the merged entry itself where no other file adds to it."""
    written = document.section_of(entry).name
    section = config.sections.get(written)
    merged = section.every.get(entry.name) if section else None
    part = Part(file, entry)
    return _reading(merged, part) if merged else ConfigEntry(written, entry.name, entry.value, (part,))


def key_span(document: Document, entry: Entry) -> Span:
    """Where an entry's name stands, quotes included; without making the entry's tree, unless the entry is damaged."""
    found = _STRING.match(entry.text) if not entry.problems else None
    start = document.offset_of(entry)
    return Span(start, start + found.end()) if found else document.span_of(entry, (), "key")


def _reading(merged: ConfigEntry, part: Part) -> ConfigEntry:
    if merged.parts == (part,):
        return merged
    memo = ("reading", part.file, part.entry)
    known = merged.memo.get(memo)
    if known is None:
        known = merged.memo[memo] = ConfigEntry(merged.section, merged.name, part.entry.value, (part,))
    assert isinstance(known, ConfigEntry)  # noqa: S101 -- nobody else writes this memo
    return known


def _readings(merged: ConfigEntry) -> Iterator[ConfigEntry]:
    for part in (*merged.replaced, *merged.parts):
        yield _reading(merged, part)


def _is_told_apart(config: Config, entry: ConfigEntry) -> bool:
    """Whether the files mention names in the entry that the merged config may not know of."""
    return len(entry.parts) > 1 or bool(entry.replaced) or config.is_dropped(entry)


def _entry_definitions(config: Config, section: str, name: str) -> Iterator[Occurrence]:
    found = config.sections.get(section)
    merged = found.every.get(name) if found else None
    for reading in _readings(merged) if merged else ():
        yield from _definitions_in(config.documents[reading.parts[0].file], reading)


def _schema_definitions(config: Config, section: str, name: str) -> Iterator[Occurrence]:
    found = config.sections.get(section)
    for merged in found.every.values() if found else ():
        for reading in _readings(merged):
            document = config.documents[reading.parts[0].file]
            yield from (one for one in _definitions_in(document, reading) if one.name == name)


def _definitions_in(document: Document, reading: ConfigEntry) -> Iterator[Occurrence]:
    kinds = DEFINED_BY.get(reading.section, ())
    if reading.name is not None and kinds:
        yield Occurrence(reading.name, kinds, reading, document, key_span(document, reading.parts[0].entry))
    elif reading.name is None:
        for found in names_of(reading).definitions:
            yield Occurrence(found.name, (found.kind,), reading, document, _token(document, found.at))


def _uses_in(config: Config, merged: ConfigEntry, kinds: Container[Kind], name: str) -> Iterator[Occurrence]:
    for reading in _readings(merged):
        document = config.documents[reading.parts[0].file]
        found = [use for use in names_of(reading).uses if use.name == name and use.kind in kinds]
        tokens = _quick_tokens(document, reading, found) or [_token(document, use.at) for use in found]
        for use, token in zip(found, tokens, strict=True):
            yield Occurrence(use.name, (use.kind,), reading, document, token, use.field)


def _near(document: Document, reading: ConfigEntry, offset: int) -> Iterator[Occurrence]:
    """The names that may stand at an offset of an entry: only one place of the tree is looked at."""
    entry = reading.parts[0].entry
    names = names_of(reading)
    pointer = pointer_at(entry.tree, offset - document.offset_of(entry))
    if reading.name is not None and not pointer:
        yield from _definitions_in(document, reading)
    near: tuple[Definition | Use, ...] = (*names.definitions, *names.uses)
    for found in near:
        if pointer and found.at.pointer == pointer:
            field = found.field if isinstance(found, Use) else ""
            yield Occurrence(found.name, (found.kind,), reading, document, _token(document, found.at), field)


def _token(document: Document, at: Place) -> Span:
    assert isinstance(at.entry, ConfigEntry)  # noqa: S101 -- names stand in entries
    return document.span_of(at.entry.parts[0].entry, at.pointer, at.where)


def _keys(tree: Member) -> Iterator[tuple[Pointer, Span]]:
    """Where the names of all members stand by their pointers; of equal names the last comes last."""
    waiting: list[tuple[Node | None, Pointer]] = [(tree.value, ())]
    while waiting:
        node, pointer = waiting.pop()
        if isinstance(node, ObjectNode):
            for member in node.members:
                yield (*pointer, member.key.value), member.key.span
                waiting.append((member.value, (*pointer, member.key.value)))
        elif isinstance(node, ArrayNode):
            waiting += [(element, (*pointer, index)) for index, element in enumerate(node.elements)]


def _quick_tokens(document: Document, reading: ConfigEntry, found: Sequence[Use]) -> list[Span] | None:
    """Where uses of one name in one field stand, without making the entry's tree; None where that is not certain.

    It is where the text of a sound entry holds the name in quotes exactly as often as it uses it.
    """
    entry = reading.parts[0].entry
    if entry.problems or "\\" in entry.text or len({use.field for use in found}) != 1:
        return None
    name = found[0].name
    written = f'"{name}"'
    if entry.text.count(written) != len(found) or _UNQUOTED.match(name):
        return None
    start = document.offset_of(entry)
    places = re.finditer(re.escape(written), entry.text)
    return [Span(*place.span()).shifted(start) for place in places]
