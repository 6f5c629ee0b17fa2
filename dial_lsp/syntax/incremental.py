"""The next document after an edit: read on from the chunk before it until an old chunk begins in the same state."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple
from weakref import ref

from dial_lsp.syntax.chunks import Chunk, Closing, Lone, Placed, Split, State
from dial_lsp.syntax.cutting import lowest_balance
from dial_lsp.syntax.entries import Document
from dial_lsp.syntax.line_split import starts_with_lines
from dial_lsp.syntax.outline import outline_after
from dial_lsp.syntax.problems import BLANKED
from dial_lsp.syntax.reading import STEPS, split
from dial_lsp.syntax.slices import Pool, Slice
from dial_lsp.syntax.strict import Unsound
from dial_lsp.syntax.strict_split import END, step_strict

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dial_lsp.syntax.chunks import Entry
    from dial_lsp.syntax.starts import Starts
    from dial_lsp.text import Edit, Source

_PEEK = 2
"""How many chunks behind its own a step may look at."""


def update(document: Document, edits: Sequence[Edit], source: Source | None = None) -> Document:
    """The document of the edited text; entries the edits do not touch are the same objects as before.

    The spans of all edits speak of the text of ``document``. ``source`` is what they make of its source, if that is
    known already. Raises ValueError when two of them overlap.
    """
    if source is None and not edits:
        return document
    source = document.source.edited(edits) if source is None else source
    edited = _edited(document, source.text, edits)
    fresh = _fresh_chunks(edited) if edited else None
    if edited is None or fresh is None:
        following = Document(source, split(source.text, _entries(document.split.chunks)))
        return following.continued or following if document.split.is_continued else following
    first, old = edited.first, document.split
    chunks = (*old.chunks[:first], *fresh.chunks, *old.chunks[fresh.last :])
    was_sound = not document.outline.flawed and not document.outline.unclosed
    is_sound = was_sound and all(map(_is_sound, fresh.chunks))
    if old.reading == "lines" and not is_sound and _reads_after_all(chunks, source.text):
        return Document(source, split(source.text, _entries(old.chunks)))
    outline = outline_after(document.outline, first, old.chunks[first : fresh.last], fresh.chunks)
    following = Document(source, Split(old.reading, "object", chunks), ref(document) if outline else None)
    if outline:
        following.__dict__["outline"] = outline
        following.__dict__["chunk_starts"] = edited.starts.after(first, [chunk.length for chunk in fresh.chunks])
    return following


def _edited(document: Document, text: str, edits: Sequence[Edit]) -> _Edited | None:
    """What the edits do to the chunks; None when the text has to be read from the start."""
    old = document.split
    if old.far_sighted or old.is_continued or old.reading not in STEPS:
        return None
    start = min((edit.span.start for edit in edits), default=0)
    end = max((edit.span.end for edit in edits), default=0)
    return _Edited(old, document.chunk_starts, text, start, end, len(text) - len(document.source.text))


@dataclass(frozen=True, slots=True)
class _Edited:
    """A split whose text from ``start`` to ``end`` became ``growth`` longer; ``text`` is the whole new text."""

    old: Split
    starts: Starts
    text: str
    start: int
    end: int
    growth: int

    @property
    def first(self) -> int:
        """The number of the first chunk the edit can change: the first that could look as far as the edit."""
        return max(bisect_right(self.starts, self.start, hi=len(self.old.chunks)) - 1 - _PEEK, 0)

    @property
    def touched(self) -> int:
        """The number of the first chunk behind the edit."""
        return bisect_left(self.starts, self.end + 1, hi=len(self.old.chunks))

    def number_at(self, offset: int) -> int | None:
        """The number of the old chunk behind the edit that starts at this offset of the new text."""
        number = bisect_left(self.starts, offset - self.growth, hi=len(self.old.chunks))
        starts_here = self.starts[number] + self.growth == offset
        return number if starts_here and self.starts[number] > self.end else None


class _Fresh(NamedTuple):
    """New chunks in the place of the old ones up to number ``last``."""

    chunks: list[Chunk]
    last: int


def _fresh_chunks(edited: _Edited) -> _Fresh | None:
    """New chunks for those the edit can change, read from ever longer stretches of the text until they fit."""
    old, first, touched = edited.old, edited.first, edited.touched
    width = touched - first + _PEEK
    while True:
        last = min(first + width, len(old.chunks))
        stretch = edited.text[edited.starts[first] : edited.starts[last] + edited.growth]
        part = Slice(stretch, starts_file=first == 0).using(Pool(_entries(old.chunks[first:touched])))
        is_rest = last == len(old.chunks)
        if not part.has_unclosed_comment:
            if first == 0 and old.reading == "lines" and not starts_with_lines(part):
                return None
            try:
                fresh = _read_on(edited, part, last if is_rest else last - _PEEK)
            except Unsound:
                return None
            if fresh is not None:
                return fresh
        if is_rest:
            return None
        width *= 2


def _read_on(edited: _Edited, part: Slice, limit: int) -> _Fresh | None:
    """New chunks up to where an old one, at most number ``limit``, starts in the same state."""
    old, first = edited.old, edited.first
    step_from = STEPS[old.reading]
    chunks: list[Chunk] = []
    state = old.chunks[first].before
    at = 0
    while state != END and at < len(part.text):
        step = step_from(part, at, state)
        chunks.append(_kept(edited, first + len(chunks), part.chunk(at, state, step), step.after))
        at, state = step.end, step.after
        number = edited.number_at(edited.starts[first] + at)
        if number is not None and number <= limit and number < len(old.chunks) and old.chunks[number].before == state:
            return _Fresh(chunks, number)
    finished = limit == len(old.chunks) and (state == END or old.reading == "lines")
    return _Fresh(chunks, limit) if finished else None


def _kept(edited: _Edited, number: int, new: Chunk, after: State) -> Chunk:
    """The old chunk with this number instead of an equal new one that lies before the edit."""
    chunks = edited.old.chunks
    if number + 1 >= len(chunks) or edited.starts[number + 1] > edited.start:
        return new
    old = chunks[number]
    same = old.length == new.length and old.problems == new.problems and chunks[number + 1].before == after
    return old if same else new


def _reads_after_all(chunks: tuple[Chunk, ...], text: str) -> bool:
    """Whether strict reading comes to the end of the root although the lines say otherwise: then brackets count."""
    damaged = next((number for number, chunk in enumerate(chunks) if not _is_sound(chunk)), None)
    if not damaged:
        return damaged == 0
    start = sum(chunk.length for chunk in chunks[:damaged])
    if not _may_end(chunks[damaged:], text, start):
        return False
    before = Slice(text[start - chunks[damaged - 1].length : start]).text.rstrip(" \t\r\n")
    expects = "member" if before.endswith(",") else "any" if before.endswith("{") else "close"
    state = State(chunks[damaged].before.place, expects=expects)
    width = _PEEK
    while True:
        # Where a chunk starts no string is cut in two: only what is missing at the very end may be the window's fault.
        end = start + sum(chunk.length for chunk in chunks[damaged : damaged + width])
        part = Slice(text[start:end])
        fails = _fails_at(part, state)
        if fails is None or end == len(text):
            return fails is None
        if fails < len(part.text.rstrip(" \t\r\n")) and not part.has_unclosed_comment:
            return False
        width *= 2


def _may_end(chunks: tuple[Chunk, ...], text: str, start: int) -> bool:
    """Whether all brackets that are open where these chunks start are closed somewhere in them."""
    depth = 2 if chunks[0].before.place == "section" else 1
    for chunk in chunks:
        lowest = chunk.balance
        if not _is_sound(chunk):
            lowest = lowest_balance(Slice(text[start : start + chunk.length]).text)
        if depth + lowest <= 0:
            return True
        depth += chunk.balance
        start += chunk.length
    return False


def _is_sound(chunk: Chunk) -> bool:
    closed = not any(isinstance(item, Closing) and item.at is None for item in chunk.items)
    return closed and all(problem.code in BLANKED for problem in chunk.problems)


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


def _entries(chunks: Iterable[Chunk]) -> list[Entry]:
    return [item.entry for chunk in chunks for item in chunk.items if isinstance(item, (Placed, Lone))]
