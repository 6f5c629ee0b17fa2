"""Formatting a stretch of a text: what it costs follows the stretch, and damage beside it does no harm.

The printer needs a sound text, so it is given one: the entries in question between made-up brackets that stand as deep
as the real ones. What it changes among the brackets is left out.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from dial_lsp.syntax.entries import Document
from dial_lsp.syntax.formatting import Printer, format_span, printed, unit_of
from dial_lsp.syntax.places import layout_of
from dial_lsp.syntax.reading import split
from dial_lsp.text import Edit, Source, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dial_lsp.syntax import Entry, Section

_HARMLESS = "trailing-comma"


def format_readable(document: Document, *, indent: str | None = None) -> tuple[Edit, ...]:
    """The edits that format a whole text, though commas before brackets may be too much; () for other damage."""
    if document.trailing or any(problem.code != _HARMLESS for problem in document.problems):
        return ()
    return printed(document, indent=indent)


def format_lines(document: Document, span: Span, *, indent: str | None = None, base: str = "") -> tuple[Edit, ...]:
    """The edits that format the lines a span touches, as they would be in the formatted whole; () if one is damaged.

    ``base`` stands before every line, as in a block of YAML. Only the entries around the span are read where it is
    inside one section that has lines of its own. Damage in other entries does no harm.
    """
    layout = layout_of(document)
    lines = Span(layout.skip_blanks_back(layout.line_start(span.start)), layout.line_end(span.end))
    section = _section_around(document, lines)
    if section is None:
        edits = () if document.problems else format_span(document, span, indent=indent, base=base)
    else:
        edits = _in_section(document, section, lines, _Look(indent or unit_of(document), base))
    return tuple(edit for edit in edits if lines.start <= edit.span.start and edit.span.end <= lines.end)


def _section_around(document: Document, lines: Span) -> Section | None:
    """The section whose value holds the lines, brackets left out, unless it stands on one line."""
    for section in document.sections:
        value = document.section_span(section, "value")
        if value.start < lines.start and lines.end < value.end:
            is_spread = section.kind == "object" and layout_of(document).breaks(*value)
            return section if is_spread else None
    return None


class _Look(NamedTuple):
    """One level of indentation, and what stands before every line."""

    unit: str
    base: str


def _in_section(document: Document, section: Section, lines: Span, look: _Look) -> tuple[Edit, ...]:
    starts = [document.offset_of(entry) for entry in section.entries]
    value = document.section_span(section, "value")
    first = max(bisect_left(starts, lines.start) - 2, -1)
    last = bisect_left(starts, lines.end)
    start = starts[first] if first >= 0 else value.start + 1
    end = starts[last] + len(section.entries[last].text) if last < len(starts) else value.end - 1
    made = _between_brackets(document, Span(start, end), look, is_start=first < 0, is_end=last >= len(starts))
    if made is not None:
        return made
    near = [(start, entry) for start, entry in zip(starts, section.entries, strict=True) if start < lines.end]
    touched = [entry for start, entry in near if start + len(entry.text) > lines.start]
    return tuple(_one_by_one(document, touched, look)) if all(map(_is_readable, touched)) else ()


def _is_readable(entry: Entry) -> bool:
    return entry.name is not None and all(problem.code == _HARMLESS for problem in entry.problems)


def _one_by_one(document: Document, entries: Sequence[Entry], look: _Look) -> Iterator[Edit]:
    for entry in entries:
        start = document.offset_of(entry)
        span = Span(start, start + len(entry.text))
        yield from _between_brackets(document, span, look, is_start=False, is_end=False) or ()


def _between_brackets(
    document: Document, span: Span, look: _Look, *, is_start: bool, is_end: bool
) -> tuple[Edit, ...] | None:
    """The edits inside a stretch of a section; it starts and ends with an entry or with the section itself.

    None where the stretch is damaged.
    """
    text = document.source.text
    newline = layout_of(document).newline
    unit, line = look.unit, newline + look.base
    before = f'{{{line}{unit}"": {{' + ("" if is_start else line + unit * 2)
    after = ("" if is_end else line + unit) + f"}}{line}}}{newline}"
    whole = before + text[span.start : span.end] + after
    read = Document(Source("", whole), split(whole))
    if any(problem.code != _HARMLESS for problem in read.problems):
        return None
    first, last = len(before), len(whole) - len(after)
    return tuple(
        Edit(edit.span.shifted(span.start - first), edit.text)
        for edit in Printer(whole, unit, newline, look.base).edits()
        if first <= edit.span.start and edit.span.end <= last
    )
