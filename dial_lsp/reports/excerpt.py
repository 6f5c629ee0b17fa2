"""Lines around a place in a file, safe to show, with the place marked; for reports that are pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dial_lsp.reports.frame import CUT, pieces_of
from dial_lsp.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dial_lsp.masking.masks import Masked
    from dial_lsp.text import Source

_AROUND = 2  # lines before and behind
_MOST = 12  # lines of a long span
_LONGEST = 240  # code points of a line that are shown, or before and behind the mark


@dataclass(frozen=True, slots=True)
class Line:
    """One line in three parts, of which the second is marked."""

    number: int
    before: str
    marked: str
    after: str


def excerpt(source: Source, span: Span, secrets: Sequence[Masked]) -> Iterator[Line]:
    """The lines of the span with two more on either side; the start of a span of many lines."""
    first = source.position(span.start).line
    last = min(source.position(max(span.start, span.end - 1)).line, first + _MOST)
    for number in range(max(1, first - _AROUND), min(len(source.lines.starts), last + _AROUND) + 1):
        start, end = source.line_span(number)
        marked = Span(min(max(span.start, start), end), max(min(span.end, end), start))
        if marked.start > marked.end or number > last:
            marked = Span(end, end)
        yield line_of(number, source.text, Span(start, end), marked, secrets)


def line_of(number: int, text: str, line: Span, marked: Span, secrets: Sequence[Masked]) -> Line:
    """A line, or a part of one, that is safe to show; of a long one what stands around the mark."""
    low = max(line.start, marked.start - _LONGEST) if marked.end > marked.start else line.start
    high = min(line.end, max(low, marked.end if marked.end > marked.start else low) + _LONGEST)
    parts = {"before": "", "marked": "", "after": ""}
    for piece in pieces_of(text, Span(low, high), secrets, marked):
        if piece.span.end <= marked.start:
            parts["before"] += piece.shown
        elif piece.span.start < marked.end:
            parts["marked"] += piece.shown
        else:
            parts["after"] += piece.shown
    left, right = CUT * (low > line.start), CUT * (high < line.end)
    return Line(number, left + parts["before"], parts["marked"], parts["after"] + right)
