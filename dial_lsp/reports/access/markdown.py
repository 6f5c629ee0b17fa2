"""Access as a Markdown table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.reports.access.answers import WORDS, about, no_answer
from dial_lsp.reports.access.grid import grid_of
from dial_lsp.reports.access.labels import MARK, MARKED, Labels
from dial_lsp.reports.access.sharing import HEAD, sharing
from dial_lsp.reports.marked import escaped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dial_lsp.reports.access.answers import Answers


def render(answers: Answers, *, names: bool = True) -> Iterator[str]:
    """The lines of the report; ``names`` says whether it begins with whom and what was asked for."""
    yield from (f"**{escaped(answers.wording.names(line))}**\n\n" for line in about(answers, names=names))
    nothing = no_answer(answers)
    if nothing:
        yield nothing
        return
    labels = Labels(answers)
    grid = grid_of(answers, labels)
    yield line(", ".join(cell) for cell in grid.head)
    yield line("---" for _ in grid.head)
    for row in grid.rows:
        yield line(row)
    yield "\n"
    for word in WORDS:
        if word in grid.words:
            yield f"- `{word}`: {WORDS[word]}\n"
    if labels.has_marks:
        yield f"- `{MARK}`: {MARKED}\n"
    for number, (words, callers, _) in enumerate(sharing(answers, labels)):
        yield "" if number else f"\n{HEAD}\n\n"
        yield f"- {escaped(words)}: {escaped(' '.join(callers))}\n"


def line(cells: Iterable[str]) -> str:
    """A row of a table."""
    return "| " + " | ".join(escaped(cell) for cell in cells) + " |\n"
