"""A piece of source text that is safe to show: secrets masked, control characters visible, long lines cut."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from dial_lsp.masking.masks import touching
from dial_lsp.text import Span
from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dial_lsp.masking.masks import Masked
    from dial_lsp.text import Source

CUT = "…"
_TAB = "    "
_RUN = compiled(r"([ -~]+)|.", re.DOTALL)


class Frame(NamedTuple):
    """The first line of a span as it is shown, and the cells of it that the span covers."""

    line: int  # from 1
    last_line: int  # where the span ends
    text: str
    mark: Span  # in terminal cells of ``text``; never empty

    @property
    def underline(self) -> str:
        """Spaces and carets to print below the text."""
        return " " * self.mark.start + "^" * (self.mark.end - self.mark.start)


def frame(source: Source, span: Span, secrets: Sequence[Masked], width: int) -> Frame:
    """The line where the span begins, at most ``width`` cells of it, with `joined` secrets masked."""
    line = source.position(span.start).line
    last_line = source.position(max(span.start, span.end - 1)).line
    start, end = source.line_span(line)
    marked = Span(min(span.start, end), min(span.end, end))
    # A line may have megabytes: look at no more of it than could be shown.
    seen = Span(max(start, marked.start - 2 * width), min(end, marked.start + 4 * width))
    hidden = touching(secrets, seen)
    left, right = seen.start > start, seen.end < end
    pieces = tuple(pieces_of(source.text, seen, hidden, marked))
    before = sum(piece.cells for piece in pieces if piece.span.end <= marked.start)
    inside = sum(p.cells for p in pieces if p.span.start < marked.end and p.span.end > marked.start)
    mark = Span(before, before + max(1, inside))
    return Frame(line, last_line, *_cut(pieces, mark, width, left=left, right=right))


def printable(text: str) -> str:
    """The text with everything that could move a cursor, hide or reorder other text made visible."""
    return text if text.isprintable() else "".join(_visible(char) for char in text)


def cell_width(text: str) -> int:
    """How many terminal cells a printable text takes."""
    if text.isascii():
        return len(text)
    return sum(0 if unicodedata.combining(char) else 1 + (unicodedata.east_asian_width(char) in "WF") for char in text)


class Piece(NamedTuple):
    """Text that is shown or left out as a whole, unless it is plain: then each of its characters is one cell."""

    span: Span
    shown: str
    cells: int
    is_plain: bool = False


def pieces_of(text: str, seen: Span, secrets: Sequence[Masked], mark: Span) -> Iterator[Piece]:
    """The part ``seen`` of a text in pieces that are safe to show; the secrets are `joined`.

    Only a secret reaches across an end of ``mark``.
    """
    at = seen.start
    for secret in touching(secrets, seen):
        yield from _runs(text, Span(at, min(secret.start, seen.end)), mark)
        at = max(at, secret.start)
        end = min(secret.end, seen.end)
        if at < end:
            yield Piece(Span(at, end), secret.shown, cell_width(secret.shown))
            at = end
    yield from _runs(text, Span(at, seen.end), mark)


def _runs(text: str, seen: Span, mark: Span) -> Iterator[Piece]:
    """Plain characters together, others one by one."""
    for found in _RUN.finditer(text, *seen):
        start, end = found.span()
        if found[1] is None:
            shown = _visible(found[0])
            yield Piece(Span(start, end), shown, cell_width(shown))
            continue
        for until in (*(at for at in mark if start < at < end), end):
            if start < until:
                yield Piece(Span(start, until), text[start:until], until - start, is_plain=True)
                start = until


def _cut(pieces: tuple[Piece, ...], mark: Span, width: int, *, left: bool, right: bool) -> tuple[str, Span]:
    """As many pieces around the mark as fit; ``left`` and ``right`` say that there is more text on that side."""
    total = sum(piece.cells for piece in pieces)
    low = 0 if mark.end < width and not left else max(0, min(mark.start - width // 3, total - width))
    left, right = left or low > 0, right or total > low + width
    first_cell, end_cell = low + left, low + width - right
    kept: list[str] = []
    first = at = shown = 0
    for piece in pieces:
        if piece.is_plain:
            skipped = min(max(0, first_cell - at), piece.cells)
            fitting = max(skipped, min(end_cell - at, piece.cells))
            kept.append(piece.shown[skipped:fitting])
            shown += fitting - skipped
            first = at + skipped if skipped else first
        elif at < first_cell:
            first = at + piece.cells
        elif at + piece.cells <= end_cell:
            kept.append(piece.shown)
            shown += piece.cells
        at += piece.cells
    text = CUT * left + "".join(kept) + CUT * right
    shift = left - first
    start = max(mark.start + shift, 0)
    return text, Span(start, max(start + 1, min(mark.end + shift, left + shown + right)))


def _visible(char: str) -> str:
    if char.isprintable():
        return char
    if char == "\t":
        return _TAB
    if char < " ":
        return chr(0x2400 + ord(char))
    if char == "\x7f":
        return "\u2421"
    return " " if unicodedata.category(char) == "Zs" else f"<U+{ord(char):04X}>"
