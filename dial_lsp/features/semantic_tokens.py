"""Semantic tokens: what the names and texts of a file stand for, which their quotes alone do not tell.

Types and modifiers have the names of the protocol, for these are what colour themes know.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from dial_lsp.masking.standing import Mode, at_pointer
from dial_lsp.model.access_control import DEFAULT_ROLE
from dial_lsp.model.placeholders import SIGNS, placeholders_in
from dial_lsp.model.unfilled import is_prose_or_pattern
from dial_lsp.model.urls import credentials_in
from dial_lsp.schema.fields import field_at, sections, type_at
from dial_lsp.syntax.places import entries_in
from dial_lsp.syntax.strings import strings_of
from dial_lsp.text import Span
from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from dial_lsp.engine.analysis import Analysis
    from dial_lsp.schema.fields import Field
    from dial_lsp.schema.versions import Version
    from dial_lsp.syntax import Document, Entry
    from dial_lsp.syntax.strings import String
    from dial_lsp.syntax.tree import Pointer

_OF_NAMES: Mapping[str | None, str] = MappingProxyType(
    {
        "role": "enumMember",
        "deployment": "class",
        "limit-target": "class",
        "interceptor": "function",
        "route": "method",
        "translator": "interface",
        "external-service": "interface",
        "application-schema": "struct",
        "catalog-schema": "struct",
        "interface-type": "enum",
        "resource-type": "enum",
        "operation": "enum",
    }
)
"""The types of names, by what the field table says they define or refer to."""

TYPES = tuple(dict.fromkeys(("namespace", "property", *_OF_NAMES.values(), "variable", "macro")))
"""Sections are namespaces, fields are properties, secrets are variables and placeholders are macros."""
MODIFIERS = ("declaration", "deprecated", "readonly", "defaultLibrary")
"""Secrets are readonly; the role ``default`` belongs to Core's own library."""


class Look(NamedTuple):
    """How a token is shown."""

    type: str
    modifiers: frozenset[str] = frozenset()


class Token(NamedTuple):
    """A token with its span in the stretch it belongs to; it stands on one line."""

    span: Span
    look: Look


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of a file and its tokens, in order and apart. ``memo`` lives as long as the piece does not change."""

    start: int
    text: str
    tokens: tuple[Token, ...]
    memo: dict[Any, Any]


def semantic_tokens(analysis: Analysis, path: str, span: Span | None = None) -> tuple[Stretch, ...]:
    """The tokens of a file, or of those entries and sections of it that a span touches, in the order of the text.

    What an entry holds is found out once in the entry's life.
    """
    document = analysis.continued.document(path)
    if document is None:
        return ()
    within = span or Span(0, len(document.source.text))
    found = [*_section_names(document, within, analysis.version), *_entries(document, within, analysis.version)]
    return tuple(sorted(found, key=lambda stretch: stretch.start))


def _section_names(document: Document, within: Span, version: Version) -> Iterator[Stretch]:
    known = sections()
    for section in document.sections:
        key = document.section_span(section, "key")
        if section.kind == "object" and section.name in known and within.start <= key.end and key.start <= within.end:
            text = document.source.text[slice(*key)]
            inside = Span(1, len(text) - 1) if text[:1] == text[-1:] == '"' else Span(0, len(text))
            look = Look("namespace", _age(known[section.name], version))
            yield Stretch(key.start, text, _tokens((Token(inside, look),), text), {})


def _entries(document: Document, within: Span, version: Version) -> Iterator[Stretch]:
    for section, entry in entries_in(document, within):
        memo = ("semantic tokens", section.name, version)
        tokens = entry.memo.get(memo)
        if tokens is None:
            found = (one for one in _in_entry(section.name, entry, version) if one.span.end > one.span.start)
            tokens = entry.memo[memo] = _tokens(found, entry.text) if entry.problems else tuple(found)
        yield Stretch(document.offset_of(entry), entry.text, tokens, entry.memo)


def _tokens(found: Iterable[Token], text: str) -> tuple[Token, ...]:
    """The tokens that do not go over the end of a line, as those of damaged text may."""
    return tuple(one for one in found if not _BREAK.search(text, *one.span))


def _in_entry(section: str, entry: Entry, version: Version) -> Iterator[Token]:
    for string in strings_of(entry):
        if string.is_name and entry.name is None and not string.pointer:
            look = Look("namespace", _age(sections()[section], version)) if section in sections() else None
        else:
            look = _look(section, string, version)
        yield from _with_placeholders(entry.text, string, look)


def _look(section: str, string: String, version: Version) -> Look | None:
    if string.is_name:
        look = _look_of_name(section, string.pointer, version)
    else:
        look = _look_of_value(section, string.pointer)
        if look is None and "/" in string.value and credentials_in(string.value):
            return _SECRET
    if look is not None and look.type == "enumMember" and string.value == DEFAULT_ROLE:
        return Look(look.type, look.modifiers | {"defaultLibrary"})
    return look


_BREAK = compiled(r"[\r\n]")
_SECRET = Look("variable", frozenset({"readonly"}))


def _with_placeholders(text: str, string: String, look: Look | None) -> Iterator[Token]:
    """The token of a string, or its parts beside placeholders; what Core itself fills in is no placeholder."""
    at = string.start
    if SIGNS.search(text, string.start, string.end) and not is_prose_or_pattern(string.pointer):
        for span in placeholders_in(text[string.start : string.end]):
            start, end = span.shifted(string.start)
            if look is not None:
                yield Token(Span(at, start), look)
            yield Token(Span(start, end), Look("macro"))
            at = end
    if look is not None:
        yield Token(Span(at, string.end), look)


@lru_cache(maxsize=1 << 12)
def _look_of_name(section: str, pointer: Pointer, version: Version) -> Look | None:
    """How the name of an entry (for ()) or of the member at a pointer is shown."""
    holder = type_at(section, pointer[:-1]) if pointer else None
    if holder is not None:
        field = holder.spellings.get(str(pointer[-1]))
        return Look("property", _age(field, version)) if field else None
    around = _field_itself(section, pointer[:-1])
    if around is None:
        return None
    if around.defines == "key":
        return Look(_SECRET.type, _SECRET.modifiers | {"declaration"})
    if around.defines in _OF_NAMES:
        return Look(_OF_NAMES[around.defines], frozenset({"declaration"}))
    return Look(_OF_NAMES[around.keys_refer]) if around.keys_refer in _OF_NAMES else None


@lru_cache(maxsize=1 << 12)
def _look_of_value(section: str, pointer: Pointer) -> Look | None:
    """How a text at a pointer is shown, whatever it says."""
    if pointer and at_pointer(section, pointer).mode is Mode.SECRET:
        return _SECRET
    listed = pointer
    while listed and isinstance(listed[-1], int):
        listed = listed[:-1]
    field = _field_itself(section, listed)
    if field is None:
        return None
    if field.refers in _OF_NAMES:
        return Look(_OF_NAMES[field.refers])
    is_defined = listed and field.defines in _OF_NAMES
    return Look(_OF_NAMES[field.defines], frozenset({"declaration"})) if is_defined else None


def _age(field: Field, version: Version) -> frozenset[str]:
    return frozenset({"deprecated"} if field.until is not None and version >= field.until else ())


def _field_itself(section: str, pointer: Pointer) -> Field | None:
    """The field a pointer ends at; none where it goes on into what the field holds."""
    field = field_at(section, pointer)
    return field if field is not None and (not pointer or pointer[-1] in field.accepted) else None
