"""Access as a Markdown table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.reports.access.answers import NOBODY_CALLS, NOTHING_TO_CALL, WORDS, about
from dial_lsp.reports.access.grid import grid_of
from dial_lsp.reports.marked import escaped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dial_lsp.reports.access.answers import Answers


def render(answers: Answers) -> Iterator[str]:
    """The lines of the report."""
    known = list(about(answers))
    yield from (f"**{escaped(line)}**\n\n" for line in known)
    if not answers.subjects or not answers.objects:
        yield NOTHING_TO_CALL if not answers.objects else NOBODY_CALLS
        return
    grid = grid_of(answers)
    yield line(", ".join(cell).replace(", and ", " and ") for cell in grid.head)
    yield line("---" for _ in grid.head)
    for row in grid.rows:
        yield line(row)
    yield "\n"
    for word in WORDS:
        if word in grid.words:
            yield f"- `{word}`: {WORDS[word]}\n"


def line(cells: Iterable[str]) -> str:
    """A row of a table."""
    return "| " + " | ".join(escaped(cell) for cell in cells) + " |\n"
