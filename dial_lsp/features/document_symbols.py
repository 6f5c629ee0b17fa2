"""The outline of a file: its sections, their entries, and in files of a usual size all that is inside.

An API key is named by its position and project, and what is inside it is left out: in half-typed text that may be the
secret.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from dial_lsp.model.config import typed
from dial_lsp.model.entry_words import detail_of, kind_of, label_of
from dial_lsp.names.occurrences import key_span, reading_of
from dial_lsp.syntax.tree import ArrayNode, Member, ObjectNode
from dial_lsp.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.engine.analysis import Analysis
    from dial_lsp.masking.wording import Wording
    from dial_lsp.syntax import Document, Entry, Section
    from dial_lsp.syntax.tree import Node

_USUAL_SIZE = 256_000
"""Code points up to which every entry's tree is made; beyond it the outline ends with the entries."""
_DEPTH = 5


@dataclass(frozen=True, slots=True)
class Symbol:
    """A node of the outline; ``kind`` is "section", a kind of entry, or the JSON kind of a value."""

    name: str
    kind: str
    span: Span
    selection: Span
    detail: str = ""
    children: tuple[Symbol, ...] = ()


def document_symbols(analysis: Analysis, path: str) -> tuple[Symbol, ...]:
    """The outline, in the order of the text."""
    analysis = analysis.continued
    for file, document in enumerate(analysis.documents):
        if document.source.path == path:
            return tuple(
                _masked(_section(analysis, file, document, section), analysis.secrecy.wording)
                for section in document.sections
            )
    return ()


def _masked(symbol: Symbol, wording: Wording) -> Symbol:
    children = tuple(_masked(child, wording) for child in symbol.children)
    return replace(symbol, name=wording.name(symbol.name), detail=wording.names(symbol.detail), children=children)


def _section(analysis: Analysis, file: int, document: Document, section: Section) -> Symbol:
    if section.kind == "object":
        children = tuple(_entry(analysis, file, document, entry) for entry in section.entries)
    else:
        children = _inside_whole(document, section)
    detail = str(len(children)) if children else ""
    span, key = document.section_span(section, "member"), document.section_span(section, "key")
    return Symbol(section.name or '""', "section", span, key, detail, children)


def _entry(analysis: Analysis, file: int, document: Document, entry: Entry) -> Symbol:
    reading = reading_of(analysis.config, file, document, entry)
    start = document.offset_of(entry)
    is_small = len(document.source.text) <= _USUAL_SIZE and reading.section != "keys"
    return Symbol(
        label_of(analysis.config, reading),
        kind_of(reading),
        Span(start, start + len(entry.text)),
        key_span(document, entry),
        detail_of(typed(reading)),
        tuple(_parts(entry.tree.value, start, 1)) if is_small else (),
    )


def _inside_whole(document: Document, section: Section) -> tuple[Symbol, ...]:
    """What is inside a section that is a list; a schema is named by its ``$id``."""
    entry = section.entries[0] if section.entries else None
    if entry is None or len(entry.text) > _USUAL_SIZE or section.name == "keys":
        return ()
    return tuple(_parts(entry.tree.value, document.offset_of(entry), 1))


def _parts(node: Node | None, start: int, depth: int) -> Iterator[Symbol]:
    if isinstance(node, ObjectNode) and depth < _DEPTH:
        yield from (_member(member, start, depth) for member in node.members)
    elif isinstance(node, ArrayNode) and depth < _DEPTH:
        for index, element in enumerate(node.elements):
            if isinstance(element, ObjectNode):
                span = element.span.shifted(start)
                yield Symbol(_title(element, index), "object", span, span, "", tuple(_parts(element, start, depth + 1)))


def _member(member: Member, start: int, depth: int) -> Symbol:
    kind = _kind_of_value(member.value.value if member.value is not None else None)
    inside = tuple(_parts(member.value, start, depth + 1))
    return Symbol(
        member.key.value or '""', kind, member.span.shifted(start), member.key.span.shifted(start), "", inside
    )


def _title(element: ObjectNode, index: int) -> str:
    identifier = element.value.get("$id")
    return identifier if isinstance(identifier, str) and identifier else str(index)


def _kind_of_value(value: Any) -> str:
    if isinstance(value, bool):
        return "boolean"
    names = ((dict, "object"), (list, "array"), (str, "string"), (type(None), "null"))
    return next((name for kind, name in names if isinstance(value, kind)), "number")
