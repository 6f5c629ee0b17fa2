"""The outline of a file: its sections, their entries, and in files of a usual size all that is inside.

An API key is named by its position and project, and what is inside it is left out: in half-typed text that may be the
secret. What is inside an entry is kept with it, so after an edit only the edited entry is looked through.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dial_lsp.features.outline_parts import Part, parts_of
from dial_lsp.model.entries import typed
from dial_lsp.model.entry_words import detail_of, kind_of, label_of
from dial_lsp.names.occurrences import key_span, reading_of
from dial_lsp.text import Span

if TYPE_CHECKING:
    from dial_lsp.engine.analysis import Analysis
    from dial_lsp.masking.wording import Wording
    from dial_lsp.syntax import Document, Entry, Section

_USUAL_SIZE = 256_000
"""Code points up to which entries are looked into; beyond it the outline ends with the entries."""


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
            return tuple(_section(analysis, file, document, section) for section in document.sections)
    return ()


def _section(analysis: Analysis, file: int, document: Document, section: Section) -> Symbol:
    wording = analysis.secrecy.wording
    if section.kind == "object":
        children = tuple(_entry(analysis, file, document, entry) for entry in section.entries)
    else:
        whole = section.entries[0] if section.entries and section.name != "keys" else None
        is_small = whole is not None and len(whole.text) <= _USUAL_SIZE
        children = _inside(whole, document.offset_of(whole), wording) if whole and is_small else ()
    detail = str(len(children)) if children else ""
    span, key = document.section_span(section, "member"), document.section_span(section, "key")
    return Symbol(wording.name(section.name or '""'), "section", span, key, detail, children)


def _entry(analysis: Analysis, file: int, document: Document, entry: Entry) -> Symbol:
    reading = reading_of(analysis.config, file, document, entry)
    wording = analysis.secrecy.wording
    start = document.offset_of(entry)
    is_small = len(document.source.text) <= _USUAL_SIZE and reading.section != "keys"
    return Symbol(
        wording.name(label_of(analysis.config, reading)),
        kind_of(reading),
        Span(start, start + len(entry.text)),
        key_span(document, entry),
        wording.names(detail_of(typed(reading))),
        _inside(entry, start, wording) if is_small else (),
    )


def _inside(entry: Entry, start: int, wording: Wording) -> tuple[Symbol, ...]:
    """What is inside an entry that starts there, with the secrets of now masked."""
    known: tuple[Wording, tuple[Part, ...]] | None = entry.memo.get("outline")
    if known is None or known[0] != wording:
        known = entry.memo["outline"] = (wording, tuple(part.named(wording.name) for part in parts_of(entry)))
    return tuple(_placed(part, start) for part in known[1])


def _placed(part: Part, start: int) -> Symbol:
    inside = tuple(_placed(one, start) for one in part.inside)
    return Symbol(part.name, part.kind, part.span.shifted(start), part.selection.shifted(start), "", inside)
