"""What Core's reader meets in a file and what not: comments, and text behind the end of the root value.

Core knows no comments, and it stops reading at the end of the first value.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.syntax.comments import MARKS
from dial_lsp.text import Edit, Span
from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.syntax import Document

_BLANK_LINES = compiled(r"(?:[ \t]*+(?:\r\n|\r|\n))++")
_ENDS_LINE = compiled(r"[ \t]*+(\r\n|\r|\n|\Z)")
_GAP = compiled(r"[ \t]*+")
_WRITTEN = compiled(r"[^ \t\r\n\ufeff]")


def comments_read(document: Document) -> tuple[Span, ...]:
    """The comments before the end of the root value. Core stops reading there, so later ones do no harm."""
    end = _end_of_root(document)
    return tuple(comment for comment in _comments(document) if comment.start < end)


def _comments(document: Document) -> tuple[Span, ...]:
    """The comments, without what a merge has left."""
    text = document.source.text
    return tuple(comment for comment in document.comments if not text.startswith(MARKS, comment.start))


def are_stripped(document: Document, *, comments: bool) -> bool:
    """Whether something takes the comments out before Core reads the file; ``comments`` is the user's word for it."""
    return comments or document.source.path.lower().endswith(".jsonc")


def edits_without(document: Document) -> tuple[Edit, ...]:
    """The edits that delete every comment: its lines when nothing else stands there, and no two gaps in a row."""
    text = document.source.text
    edits: list[Edit] = []
    for start, end in _groups(text, _comments(document)):
        edit = _erased(text, start, end)
        if edits and edits[-1].span.end >= edit.span.start:
            edit = Edit(Span(edits.pop().span.start, edit.span.end), "")
        edits.append(edit)
    return tuple(_tidied(text, edit) for edit in edits)


def end_of_reading(document: Document) -> int:
    """The offset from which on nothing is read, not even to be refused."""
    if document.end is not None:
        return document.end
    return document.trailing.start if document.trailing else len(document.source.text) + 1


def _end_of_root(document: Document) -> int:
    if document.end is not None:
        return document.end
    text = document.source.text
    end = min(end_of_reading(document), len(text))
    for comment in reversed(document.comments):
        if comment.end <= end and _WRITTEN.search(text, comment.end, end):
            break
        end = min(end, comment.start)
    return end if _WRITTEN.search(text, 0, end) else 0


def _groups(text: str, comments: tuple[Span, ...]) -> Iterator[tuple[int, int]]:
    """Comments, those with only blanks between them on one line taken together."""
    start = end = -1
    for comment in comments:
        if start >= 0 and not text[end : comment.start].strip(" \t"):
            end = comment.end
            continue
        if start >= 0:
            yield start, end
        start, end = comment
    if start >= 0:
        yield start, end


def _erased(text: str, start: int, end: int) -> Edit:
    before = start
    while before > 0 and text[before - 1] in " \t":
        before -= 1
    rest = _ENDS_LINE.match(text, end)
    if before == 0 or text[before - 1] in "\r\n":
        gap = _GAP.match(text, end)
        return Edit(Span(before, rest.end()) if rest else Span(start, gap.end() if gap else end), "")
    return Edit(Span(before, rest.start(1) if rest else end), "")


def _tidied(text: str, edit: Edit) -> Edit:
    """Whole lines take the blank lines after them along where blank lines, or nothing, stand before them too."""
    start, end = edit.span
    whole_lines = start == 0 or text[start - 1] in "\r\n"
    following = _BLANK_LINES.match(text, end) if whole_lines and text.endswith(("\r", "\n"), 0, end) else None
    if following is None:
        return edit
    before = start
    while before > 0 and text[before - 1] in " \t\r\n\ufeff":
        before -= 1
    blank_before = text[before:start].replace("\r\n", "\n").replace("\r", "\n").count("\n") > 1
    return Edit(Span(start, following.end()), "") if not before or blank_before else edit
