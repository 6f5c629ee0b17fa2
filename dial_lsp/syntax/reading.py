"""A text to its chunks: sound text as it is, damaged text by its lines, anything else as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.syntax.chunks import Chunk, Split
from dial_lsp.syntax.prefix import TooDamagedError, check_damaged, is_damaged, too_damaged
from dial_lsp.syntax.slices import Pool, Slice
from dial_lsp.syntax.strict import Unsound
from dial_lsp.syntax.strict_split import END, START, step_strict

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dial_lsp.syntax.chunks import Entry, State
    from dial_lsp.syntax.slices import Step

READINGS = ("strict", "lines")


def split(text: str, known: Sequence[Entry] = ()) -> Split:
    """The chunks of a text; known entries are used again where their text is found."""
    part = Slice(text, starts_file=True)
    try:
        return _split_by("strict", part.using(Pool(known)))
    except Unsound:
        return _damaged(part, known)


def split_damaged(text: str, known: Sequence[Entry] = ()) -> Split:
    """The chunks of a text by its lines or as a whole, whether or not it can be read as it is."""
    return _damaged(Slice(text, starts_file=True), known)


def step_by(reading: str) -> Callable[[Slice, int, State], Step]:
    """What reads the next chunk in one of the ``READINGS``."""
    if reading == "strict":
        return step_strict
    from dial_lsp.syntax.line_split import step_lines

    return step_lines


def _damaged(part: Slice, known: Sequence[Entry]) -> Split:
    from dial_lsp.syntax.line_split import starts_with_lines
    from dial_lsp.syntax.whole_split import split_prefix, split_whole

    part = part.using(Pool(known))
    try:
        return _split_by("lines", part) if starts_with_lines(part) else split_whole(part)
    except TooDamagedError:
        return split_prefix(part.using(Pool(known)), too_damaged())


def _split_by(reading: str, part: Slice) -> Split:
    step_from = step_by(reading)
    chunks: list[Chunk] = []
    damaged = 0
    at, state = 0, START
    while state != END and (at < len(part.text) or state == START):
        step = step_from(part, at, state)
        chunks.append(part.chunk(at, state, step))
        damaged += is_damaged(chunks[-1])
        check_damaged(damaged)
        at, state = step.end, step.after
    if reading == "strict" and state != END:
        raise Unsound
    return Split(reading, "object", tuple(chunks), part.has_torn_conflict)
