"""The next document after an edit: read on from the chunk before it until an old chunk begins in the same state."""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING
from weakref import ref

from dial_lsp.syntax.chunks import Chunk, Split, State
from dial_lsp.syntax.cutting import lowest_balance
from dial_lsp.syntax.edited import PEEK, Edited, Fresh, entries_in, fresh_chunks
from dial_lsp.syntax.entries import Document
from dial_lsp.syntax.lines_after import damaged_lines
from dial_lsp.syntax.local_damage import fresh_members, is_sound
from dial_lsp.syntax.outline_after import outline_after, outline_beside
from dial_lsp.syntax.prefix import is_too_damaged
from dial_lsp.syntax.reading import READINGS, split
from dial_lsp.syntax.slices import Slice
from dial_lsp.syntax.strict import Unsound
from dial_lsp.syntax.strict_split import END, step_strict

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dial_lsp.text import Edit, Source


def updated(document: Document, edits: Sequence[Edit], source: Source | None = None) -> Document:
    """The document of the edited text; entries the edits do not touch are the same objects as before.

    The spans of all edits speak of the text of ``document``. ``source`` is what they make of its source, if that is
    known already. Raises ValueError when two of them overlap.
    """
    if source is None and not edits:
        return document
    source = document.source.edited(edits) if source is None else source
    old = document.split
    read = _read_locally(document, source.text, edits)
    if read is None:
        edited = _edited(document, source.text, edits)
        by_lines = damaged_lines(edited) if edited else None
        following = Document(source, by_lines or split(source.text, entries_in(old.chunks)))
        return following.continued or following if old.is_continued else _beside(document, following)
    edited, reading, fresh = read
    first = edited.first
    chunks = (*old.chunks[:first], *fresh.chunks, *old.chunks[fresh.last :])
    damaged = [number for number in _suspects(document, first, fresh) if not is_sound(chunks[number])]
    is_lost = is_too_damaged(chunks[number] for number in damaged)
    if is_lost or (damaged and reading == "lines" and _reads_after_all(edited, chunks, damaged[0])):
        return _beside(document, Document(source, split(source.text, entries_in(old.chunks))))
    following = Document(source, Split(reading, "object", chunks))
    outline = outline_after(document.outline, first, old.chunks[first : fresh.last], fresh.chunks)
    if outline is None:
        return _beside(document, following)
    following = replace(following, before=ref(document))
    following.__dict__["outline"] = outline
    if len(chunks) == len(old.chunks):
        following.__dict__["chunk_starts"] = edited.starts.after(first, [chunk.length for chunk in fresh.chunks])
    return following


def _read_locally(document: Document, text: str, edits: Sequence[Edit]) -> tuple[Edited, str, Fresh] | None:
    """New chunks around the edits, and how they were read; None when the text has to be read from the start."""
    edited = _edited(document, text, edits)
    if edited is None:
        return None
    reading = document.split.reading
    fresh = fresh_chunks(edited, reading) if reading in READINGS else None
    return (edited, reading, fresh) if fresh else fresh_members(document, edited)


def _beside(document: Document, following: Document) -> Document:
    """A document that was read anew, knowing what it has in common with the one before."""
    read = following.outline
    following = replace(following, before=ref(document))
    following.__dict__["outline"] = outline_beside(document.outline, read) or read
    return following


def _edited(document: Document, text: str, edits: Sequence[Edit]) -> Edited | None:
    """What the edits do to the chunks; None when the text has to be read from the start."""
    old = document.split
    if old.far_sighted or old.is_continued or old.reading not in (*READINGS, "members"):
        return None
    start = min((edit.span.start for edit in edits), default=0)
    end = max((edit.span.end for edit in edits), default=0)
    edited = Edited(old, document.chunk_starts, text, start, end, len(text) - len(document.source.text))
    return None if _closes_earlier_comment(document, edited) else edited


def _closes_earlier_comment(document: Document, edited: Edited) -> bool:
    """Whether the edit ends a comment that was never closed and that starts before all chunks it can change."""
    if "*/" not in edited.text[max(edited.start - 1, 0) : edited.end + edited.growth + 1]:
        return False
    chunks = document.split.chunks
    earlier = (chunks[number] for number in document.outline.flawed if number < edited.first)
    return any(problem.code == "unclosed-comment" for chunk in earlier for problem in chunk.problems)


def _suspects(document: Document, first: int, fresh: Fresh) -> Iterable[int]:
    """The numbers of the chunks that may be damaged, in order."""
    growth = first + len(fresh.chunks) - fresh.last
    old = document.outline
    if old.unclosed:
        return range(len(document.split.chunks) + growth)
    behind = (number + growth for number in old.flawed if number >= fresh.last)
    return (*takewhile(first.__gt__, old.flawed), *range(first, fresh.last + growth), *behind)


def _reads_after_all(edited: Edited, chunks: tuple[Chunk, ...], damaged: int) -> bool:
    """Whether strict reading comes to the end of the root although the lines say otherwise: then brackets count.

    ``damaged`` is the number of the first damaged chunk.
    """
    if damaged == 0:
        return True
    text, first = edited.text, edited.first
    start = edited.starts[min(damaged, first)] + sum(chunk.length for chunk in chunks[first:damaged])
    if not _may_end(chunks[damaged:], text, start):
        return False
    before = Slice(text[start - chunks[damaged - 1].length : start]).text.rstrip(" \t\r\n")
    expects = "member" if before.endswith(",") else "any" if before.endswith("{") else "close"
    state = State(chunks[damaged].before.place, expects=expects)
    width = PEEK
    while True:
        # Where a chunk starts no string is cut in two: only what is missing at the very end may be the window's fault.
        end = start + sum(chunk.length for chunk in chunks[damaged : damaged + width])
        part = Slice(text[start:end])
        fails = _fails_at(part, state)
        if fails is None or end == len(text):
            return fails is None
        if fails < len(part.text.rstrip(" \t\r\n")) and not (part.has_unclosed_comment or part.has_torn_conflict):
            return False
        width *= 2


def _may_end(chunks: tuple[Chunk, ...], text: str, start: int) -> bool:
    """Whether all brackets that are open where these chunks start are closed somewhere in them."""
    depth = 2 if chunks[0].before.place == "section" else 1
    for chunk in chunks:
        lowest = chunk.balance
        if not is_sound(chunk):
            lowest = lowest_balance(Slice(text[start : start + chunk.length]).text)
        if depth + lowest <= 0:
            return True
        depth += chunk.balance
        start += chunk.length
    return False


def _fails_at(part: Slice, state: State) -> int | None:
    """Where strict reading fails; None where it does not."""
    at = 0
    try:
        while state != END:
            step = step_strict(part, at, state)
            at, state = step.end, step.after
    except Unsound as reason:
        return len(part.text) if reason.at is None else reason.at
    return None
