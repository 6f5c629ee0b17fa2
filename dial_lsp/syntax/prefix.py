"""Damaged text that is too long for the grammar, or too damaged: what is sound at its start, and where that ends.

The grammar takes seconds and hundreds of megabytes for a million words and marks, and far more where each of them is a
mistake. Nobody edits such text by hand, so the place of the first mistake is all there is to say. The same holds where
thousands of members are damaged, each of which the grammar has to read.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from dial_lsp.syntax.chunks import Chunk, Closing, Item, Opening, RootEnd, RootStart, State, moved
from dial_lsp.syntax.problems import BLANKED
from dial_lsp.syntax.strict import Unsound
from dial_lsp.syntax.strict_split import step_strict
from dial_lsp.syntax.tree import Problem
from dial_lsp.text import Span
from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dial_lsp.syntax.slices import Slice

LONGEST = 150_000
"""Words and marks of damaged text that are read by the grammar in one go: some million characters."""
MOST_DAMAGED = 5_000
"""Damaged stretches of a text that are read one by one."""
_WORDS_AND_MARKS = compiled(
    r'"(?:[^"\\\r\n]++|\\[^\r\n])*+"?|[\[\]{}:,]|[^\s\[\]{}:,"\x00-\x1f\x7f-\x9f\u200b-\u200f\ufeff]++|[^ \t\r\n]'
)
"""What only looks blank, and control characters, are marks of their own."""


def is_too_long(text: str) -> bool:
    """Whether the grammar does not read this text."""
    found = _WORDS_AND_MARKS.finditer(text) if len(text) > LONGEST else iter(())
    return next(islice(found, LONGEST, None), None) is not None


class TooDamagedError(ValueError):
    """More stretches of a text are damaged than are read one by one."""


def is_damaged(chunk: Chunk) -> bool:
    """Whether a chunk has a mistake that strict reading stops at."""
    return bool(chunk.problems) and any(problem.code not in BLANKED for problem in chunk.problems)


def is_too_damaged(chunks: Iterable[Chunk]) -> bool:
    """Whether more of these chunks are damaged than are read one by one."""
    return sum(map(is_damaged, chunks)) > MOST_DAMAGED


def check_damaged(number: int) -> None:
    """Raise TooDamagedError where so many stretches are damaged that the rest is not read."""
    if number > MOST_DAMAGED:
        raise TooDamagedError


def too_long() -> str:
    """Why the rest of a text is left out that is too long."""
    return f"damaged text is read only up to {LONGEST:,} words and marks"


def too_damaged() -> str:
    """Why the rest of a text is left out that is too damaged."""
    return f"more than {MOST_DAMAGED:,} members have a mistake"


def sound_prefix(part: Slice, state: State, reason: str) -> tuple[tuple[Item, ...], Problem]:
    """The sound items at the start of a damaged slice, all brackets closed, and the problem that ends them."""
    items: list[Item] = []
    at = 0
    fails = len(part.text)
    try:
        while at < len(part.text):
            step = step_strict(part, at, state)
            items += (moved(item, at) for item in step.items)
            at, state = step.end, step.after
    except Unsound as mistake:
        fails = at if mistake.at is None else min(mistake.at, fails)
    opened = [item for item in items if isinstance(item, (Opening, Closing))]
    if opened and isinstance(opened[-1], Opening):
        items.append(Closing(at - 1))
    if items and isinstance(items[0], RootStart):
        items.append(RootEnd(len(part.text), None))
    message = f"not JSON from here on; the rest is not checked, because {reason}"
    return tuple(items), Problem(Span(max(min(fails, len(part.text) - 1), 0), fails + 1), "too-long", message)
