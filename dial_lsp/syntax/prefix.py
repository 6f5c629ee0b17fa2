"""Damaged text that is too long for the grammar: what is sound at its start, and where it stops being so.

The grammar takes seconds and hundreds of megabytes for a million words and marks, and far more where each of them is a
mistake. Nobody edits such text by hand, so the place of the first mistake is all there is to say.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from dial_lsp.syntax.chunks import Closing, Item, Opening, RootEnd, RootStart, State, moved
from dial_lsp.syntax.strict import Unsound
from dial_lsp.syntax.strict_split import step_strict
from dial_lsp.syntax.tree import Problem
from dial_lsp.text import Span
from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    from dial_lsp.syntax.slices import Slice

LONGEST = 250_000
"""Words and marks of damaged text that are read by the grammar in one go: some two million characters."""
_WORDS_AND_MARKS = compiled(r'"(?:[^"\\\r\n]++|\\[^\r\n])*+"?|[\[\]{}:,]|[^\s\[\]{}:,"]++')


def is_too_long(text: str) -> bool:
    """Whether the grammar does not read this text."""
    found = _WORDS_AND_MARKS.finditer(text) if len(text) > LONGEST else iter(())
    return next(islice(found, LONGEST, None), None) is not None


def sound_prefix(part: Slice, state: State) -> tuple[tuple[Item, ...], Problem]:
    """The sound items at the start of a damaged slice, all brackets closed, and the problem that ends them."""
    items: list[Item] = []
    at = 0
    fails = len(part.text)
    try:
        while at < len(part.text):
            step = step_strict(part, at, state)
            items += (moved(item, at) for item in step.items)
            at, state = step.end, step.after
    except Unsound as reason:
        fails = at if reason.at is None else min(reason.at, fails)
    opened = [item for item in items if isinstance(item, (Opening, Closing))]
    if opened and isinstance(opened[-1], Opening):
        items.append(Closing(at - 1))
    if items and isinstance(items[0], RootStart):
        items.append(RootEnd(len(part.text), None))
    message = (
        f"not JSON from here on; the rest is not looked at, "
        f"for damaged text is read only up to {LONGEST:,} words and marks"
    )
    return tuple(items), Problem(Span(max(min(fails, len(part.text) - 1), 0), fails + 1), "too-long", message)
