"""Selection ranges: what an editor selects when the selection grows, from a word out to the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.syntax.places import root_container
from dial_lsp.syntax.strings import inside
from dial_lsp.syntax.tree import ArrayNode, BadNode, ObjectNode, StringNode, node_at
from dial_lsp.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.engine.analysis import Analysis
    from dial_lsp.syntax import Document, Entry

_BLANKS = " \t\r\n"


def selection_ranges(analysis: Analysis, path: str, offset: int) -> tuple[Span, ...]:
    """The spans around an offset, the smallest first: inside of quotes, string, member, object ... section, file.

    Each is inside the next and smaller. The last is the whole text, so there is always one.
    """
    document = analysis.continued.document(path)
    if document is None:
        return (Span(offset, offset),)
    found = [Span(0, len(document.source.text)), *_around(document, offset)]
    grown: list[Span] = []
    for span in reversed(found):
        last = grown[-1] if grown else Span(offset, offset)
        is_first = not grown and span.start <= offset <= span.end
        if is_first or (span != last and span.start <= last.start and last.end <= span.end):
            grown.append(span)
    return tuple(grown)


def _around(document: Document, offset: int) -> Iterator[Span]:
    """The spans around an offset, the largest first."""
    text = document.source.text
    if document.root_kind == "object":
        yield from _with_inside(text, root_container(document).span)
    for section in document.sections:
        whole = document.section_span(section, "member")
        if not whole.start <= offset <= whole.end:
            continue
        yield whole
        if section.kind == "object":
            key, value = document.section_span(section, "key"), document.section_span(section, "value")
            if key.start <= offset <= key.end:
                yield from _string(text, key)
            elif value.start <= offset <= value.end:
                yield from _with_inside(text, value)
    entry = document.entry_at(offset)
    if entry is not None:
        yield from _in_entry(document, entry, offset)
    yield from (span for span in document.comments if span.start < offset < span.end)


def _in_entry(document: Document, entry: Entry, offset: int) -> Iterator[Span]:
    start = document.offset_of(entry)
    for part in node_at(entry.tree, offset - start):
        span = part.span.shifted(start)
        if isinstance(part, ObjectNode | ArrayNode):
            yield from _with_inside(document.source.text, span)
        elif isinstance(part, StringNode | BadNode):
            yield span
            yield Span(*inside(entry.text, part)).shifted(start) if isinstance(part.value, str) else span
        else:
            yield span


def _string(text: str, span: Span) -> Iterator[Span]:
    yield span
    if span.end - span.start > 1 and text[span.start] == text[span.end - 1] == '"':
        yield Span(span.start + 1, span.end - 1)


def _with_inside(text: str, span: Span) -> Iterator[Span]:
    """A container, then what stands between its brackets, blanks at both ends left out."""
    yield span
    start, end = span.start + 1, span.end - 1 if text[span.end - 1 : span.end] in ("}", "]") else span.end
    while start < end and text[start] in _BLANKS:
        start += 1
    while end > start and text[end - 1] in _BLANKS:
        end -= 1
    if start < end:
        yield Span(start, end)
