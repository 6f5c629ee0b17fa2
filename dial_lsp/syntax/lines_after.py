"""A sound text that an edit damages, by its lines: what the edit does not touch is read as it was, at a glance.

The result is that of reading all lines. Where the last document has an entry, and the lines around it say that it is
one by itself, it need not be read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.syntax.chunks import Chunk, Placed, Split, State
from dial_lsp.syntax.edited import PEEK, entries_in
from dial_lsp.syntax.line_split import REST, boundary, starts_with_lines, step_lines
from dial_lsp.syntax.prefix import TooDamagedError, check_damaged, is_damaged
from dial_lsp.syntax.slices import Pool, Slice
from dial_lsp.syntax.strict import Unsound
from dial_lsp.syntax.strict_split import END, START, step_strict

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dial_lsp.syntax.edited import Edited

_READ = 8
"""So many chunks behind the edit are read again in any case."""


def damaged_lines(edited: Edited) -> Split | None:
    """The chunks by lines of a text that was sound before the edit; None if it still is, or has no such lines."""
    if edited.old.reading != "strict" or not _is_unsound(edited):
        return None
    part = Slice(edited.text, starts_file=True)
    if not starts_with_lines(part) or part.has_torn_conflict:
        return None
    plain = _plain(edited)
    staying = set(plain.values())
    others = [chunk for chunk in edited.old.chunks if chunk not in staying]
    try:
        return Split("lines", "object", _chunks(plain, part.using(Pool(entries_in(others)))))
    except TooDamagedError:
        return None


def _is_unsound(edited: Edited) -> bool:
    """Whether strict reading fails from the edit on; before it nothing has changed."""
    start = edited.starts[edited.first]
    part = Slice(edited.text[start:], starts_file=edited.first == 0)
    state, at = edited.old.chunks[edited.first].before, 0
    try:
        while state != END:
            step = step_strict(part, at, state)
            at, state = step.end, step.after
    except Unsound:
        return True
    return False


def _plain(edited: Edited) -> dict[int, Chunk]:
    """The old chunks of single entries without comments that are not near the edit, by where they start now."""
    found: dict[int, Chunk] = {}
    start = 0
    first, behind = edited.first, edited.touched + PEEK + _READ
    for number, chunk in enumerate(edited.old.chunks):
        is_far = number < first or number > behind
        if is_far and isinstance(chunk.items[0], Placed) and not chunk.comments and not chunk.problems:
            found[start if number < first else start + edited.growth] = chunk
        start += chunk.length
    return found


def _chunks(plain: Mapping[int, Chunk], part: Slice) -> tuple[Chunk, ...]:
    chunks: list[Chunk] = []
    damaged = 0
    at, state = 0, START
    while state != END and at < len(part.text):
        old = plain.get(at)
        known = _known(old, part, at, state) if old is not None else None
        if known is not None:
            chunk, state = known
        else:
            step = step_lines(part, at, state)
            chunk, state = part.chunk(at, state, step), step.after
            damaged += is_damaged(chunk)
            check_damaged(damaged)
        chunks.append(chunk)
        at += chunk.length
    return tuple(chunks)


def _known(chunk: Chunk, part: Slice, at: int, state: State) -> tuple[Chunk, State] | None:
    """The chunk of an entry that is written here as it was, and the state behind it, if the lines say the same."""
    item, text, end = chunk.items[0], part.text, at + chunk.length
    if not isinstance(item, Placed) or state.place != "section" or state.indent <= state.section or end >= len(text):
        return None
    is_written = text.startswith(item.entry.text, at)
    rest = REST.fullmatch(text, at + len(item.entry.text), end) if is_written else None
    if rest is None or boundary(text, at, state.indent) != end:
        return None
    after = State("section", state.section, part.indent(end, at, state.indent))
    is_last = text[end] in "}]" or after.indent <= state.section
    return (Chunk(state, chunk.length, chunk.items), after) if is_last == (rest[1] is None) else None
