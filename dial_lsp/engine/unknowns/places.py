"""Where template code and placeholders stand in a config."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from dial_lsp.names.references import DEFINED_BY, SCHEMA_SECTIONS, Kind
from dial_lsp.syntax.substitutions import SUBSTITUTED, has_substituted
from dial_lsp.syntax.tree import find, pointer_at
from dial_lsp.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dial_lsp.model.config import Config
    from dial_lsp.model.place import ConfigEntry
    from dial_lsp.syntax import Document, Entry
    from dial_lsp.syntax.tree import Pointer
    from dial_lsp.text import Source

_BLANKS = " \t\r\n,"


class UnknownPlaces:
    """Where something is unknown: in the texts that are part of a file of another language."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self.documents: Mapping[Source, Document] = {
            document.source: document for document in config.documents if document.source.host
        }

    def within(self, entry: ConfigEntry, *, values: bool) -> frozenset[Pointer]:
        """The objects and lists of an entry to which code may add, and if asked for the values in it that nobody knows.

        Of an entry that more than one text makes these are all objects and lists, if there is code in one of them.
        """
        found = [pointer for part in entry.parts for pointer in self._of_code.get(part.entry, ())]
        if values:
            found += [pointer for part in entry.parts for pointer in self._of_placeholders.get(part.entry, ())]
        if found and len(entry.parts) > 1:
            return frozenset(_containers(entry.value))
        return frozenset(one for one in found if values or isinstance(_value_at(entry.value, one), dict | list))

    @cached_property
    def entries(self) -> Mapping[ConfigEntry, frozenset[Pointer]]:
        """The entries in which something is unknown, and where."""
        if not self._of_code and not self._of_placeholders:
            return {}
        pairs = ((entry, self.within(entry, values=True)) for entry in self._config.entries())
        return {entry: found for entry, found in pairs if found}

    @cached_property
    def open_sections(self) -> frozenset[str | None]:
        """The sections that may have more entries than are written, or others; None if there may be more sections.

        What names a key is its secret, so a placeholder there stands for a key that is known but for that.
        """
        beside = {name for document in self.documents.values() for name in _sections_of_code(document)}
        return frozenset({*beside, *(self._unknown_names - {"keys"})})

    @cached_property
    def open_definitions(self) -> frozenset[Kind]:
        """The kinds of which more may be defined than is written."""
        if None in self.open_sections:
            return frozenset(Kind)
        sections = {*self.open_sections, *self._unknown_names}
        return frozenset(kind for section in sections if section is not None for kind in _kinds(section))

    @cached_property
    def _unknown_names(self) -> frozenset[str]:
        """The sections with entries whose names are placeholders, and those of schemas whose ids are."""
        sections = [section for document in self.documents.values() for section in document.sections]
        return frozenset(
            section.name
            for section in sections
            if any(self._is_unknown_name(section.name, entry) for entry in section.entries)
        )

    def _is_unknown_name(self, section: str, entry: Entry) -> bool:
        if section in SCHEMA_SECTIONS:
            return any(pointer[1:] == ("$id",) for pointer in self._of_placeholders.get(entry, ()))
        return entry.name is not None and SUBSTITUTED.search(entry.name) is not None

    def is_beside_code(self, document: Document, span: Span) -> bool:
        """Whether only blanks and commas stand between a place and code."""
        text = document.source.text
        start, end = span
        while start > 0 and text[start - 1] in _BLANKS:
            start -= 1
        while end < len(text) and text[end] in _BLANKS:
            end += 1
        return self.is_code_in(document, Span(start, end))

    @staticmethod
    def is_code_in(document: Document, span: Span) -> bool:
        """Whether there is code in a part of a text."""
        return any(one.start < span.end and span.start < one.end for one in _code(document))

    @cached_property
    def _of_code(self) -> Mapping[Entry, Sequence[Pointer]]:
        return _by_entry((document, span) for document in self.documents.values() for span in _code(document))

    @cached_property
    def _of_placeholders(self) -> Mapping[Entry, Sequence[Pointer]]:
        marked = (document for document in self.documents.values() if has_substituted(document.source.text))
        entries = (entry for document in marked for section in document.sections for entry in section.entries)
        return {entry: found for entry in entries if (found := _placeholders_in(entry))}


def _placeholders_in(entry: Entry) -> Sequence[Pointer]:
    """Which values and names in an entry are placeholders; kept with the entry."""
    known: tuple[Pointer, ...] | None = entry.memo.get(_placeholders_in)
    if known is None:
        starts = [found.start() for found in SUBSTITUTED.finditer(entry.text)] if has_substituted(entry.text) else ()
        known = tuple(pointer for start in starts for pointer in _unknown_at(entry, start + 1))
        entry.memo[_placeholders_in] = known
    return known


def _by_entry(spans: Iterable[tuple[Document, Span]]) -> Mapping[Entry, Sequence[Pointer]]:
    found: dict[Entry, list[Pointer]] = {}
    for document, span in spans:
        entry = _entry_around(document, span)
        if entry is not None:
            found.setdefault(entry, []).extend(_unknown_at(entry, span.start + 1 - document.offset_of(entry)))
    return found


def _code(document: Document) -> Sequence[Span]:
    host = document.source.host
    return (*host.unknown, *host.statements) if host else ()


def _sections_of_code(document: Document) -> Iterator[str | None]:
    spans = {section.name: document.section_span(section, "value") for section in document.sections}
    for code in _code(document):
        entry = _entry_around(document, code)
        if entry is None or entry.name is None:
            inside = (name for name, span in spans.items() if span.start <= code.start and code.end <= span.end)
            yield next(inside, None)


def _entry_around(document: Document, span: Span) -> Entry | None:
    """The entry in which something stands; none where it stands beside entries, or in the place of their names."""
    entry = document.entry_at(span.start)
    if entry is None:
        return None
    start = document.offset_of(entry)
    return entry if start < span.start and span.end <= start + len(entry.text) else None


def _unknown_at(entry: Entry, offset: int) -> Iterator[Pointer]:
    """Which part of an entry is unknown because of code or a placeholder at an offset."""
    pointer = pointer_at(entry.tree, offset)
    node = find(entry.tree, pointer)
    if node is not None and node.start <= offset <= node.end:
        yield pointer
    elif pointer or not SUBSTITUTED.search(entry.tree.key.value):  # a name, or code between a name and its value
        yield pointer
        yield pointer[:-1]


def _containers(value: Any, pointer: Pointer = ()) -> Iterator[Pointer]:
    if isinstance(value, dict | list):
        yield pointer
        for step, part in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _containers(part, (*pointer, step))


def _value_at(value: Any, pointer: Pointer) -> Any:
    """What stands at a pointer; None where another value of the same name counts."""
    for step in pointer:
        try:
            value = value[step]
        except (IndexError, KeyError, TypeError):
            return None
    return value


def _kinds(section: str) -> Sequence[Kind]:
    if section in SCHEMA_SECTIONS:
        return (SCHEMA_SECTIONS[section],)
    return DEFINED_BY.get(section, ())
