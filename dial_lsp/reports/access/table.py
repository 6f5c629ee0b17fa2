"""Access for people at a terminal: a table that fits the window, and what its words mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.reports.access.answers import WORDS, about, no_answer
from dial_lsp.reports.access.grid import Grid, grid_of, is_in_full, merged
from dial_lsp.reports.access.labels import MARK, MARKED, Labels
from dial_lsp.reports.access.listing import in_full, listed, wrapped
from dial_lsp.reports.access.sharing import HEAD, sharing
from dial_lsp.reports.frame import cell_width, printable

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from dial_lsp.reports.access.answers import Answers
    from dial_lsp.reports.access.grid import Merged

_GAP = 2
_MOST_STACKED = 12  # names above a column; more are easier to read in a list
_RESET, _BOLD = "\x1b[0m", "\x1b[1m"
_COLORS = {
    "yes": "\x1b[32m",
    "limited": "\x1b[32m",
    "partly": "\x1b[33m",
    "taken": "\x1b[33m",
    "403": "\x1b[31m",
    "fails": "\x1b[31m",
    "-": "\x1b[2m",
}


def render(answers: Answers, *, width: int, color: bool) -> Iterator[str]:
    """The lines of the report: a table, or a list where the table is wider than ``width``. Nothing is left out."""
    known = list(about(answers))
    yield from (f"{printable(answers.wording.names(line))}\n" for line in known)
    yield from ["\n"] if known else []
    nothing = no_answer(answers)
    if nothing:
        yield nothing
        return
    labels = Labels(answers)
    found = None if is_in_full(answers) else merged(answers)
    grid = grid_of(answers, labels, found) if found is None or _may_fit(found, width) else None
    words = grid.words if grid else frozenset(word for line in found.words for word in line) if found else frozenset()
    if grid is not None and _is_narrow(grid, width):
        yield from _block(grid, color=color)
    else:
        lines = in_full(answers, labels, width) if found is None else listed(answers, labels, found, width)
        for start, text in lines:
            yield f"{_colored(start) if color else start}{text}\n"
    yield "\n"
    yield from _legend(words, labels)
    yield from _sharing(answers, labels, width)


def _may_fit(found: Merged, width: int) -> bool:
    """Whether a table of so many columns can be narrow enough at all."""
    return min(len(found.callers), len(found.objects)) * (_GAP + 1) < width


def _is_narrow(grid: Grid, width: int) -> bool:
    return sum(_widths(grid)) + _GAP * (len(grid.head) - 1) <= width and max(map(len, grid.head)) <= _MOST_STACKED


def _legend(words: Collection[str], labels: Labels) -> Iterator[str]:
    """What the words mean that are used, and the mark of keys."""
    meanings = {word: meaning for word, meaning in WORDS.items() if word in words}
    if labels.has_marks:
        meanings[MARK] = MARKED
    longest = max(map(len, meanings))
    for word, meaning in meanings.items():
        yield f"{word:{longest}}  {meaning}\n"


def _sharing(answers: Answers, labels: Labels, width: int) -> Iterator[str]:
    """A paragraph about sharing, where a role limits it."""
    for number, (words, names, _) in enumerate(sharing(answers, labels)):
        yield "" if number else f"\n{HEAD}\n"
        yield f"{words}\n"
        yield from (f"{start}{text}\n" for start, text in wrapped("  ", names, width))


def _block(grid: Grid, *, color: bool) -> Iterator[str]:
    widths = _widths(grid)
    head = _head(grid)
    for number, row in enumerate((*head, *grid.rows)):
        cells = [_padded(cell, width) for cell, width in zip(row, widths, strict=True)]
        if color:
            cells = [f"{_BOLD}{cell}{_RESET}" if number < len(head) else _colored(cell) for cell in cells]
        yield (" " * _GAP).join(cells).rstrip() + "\n"


def _head(grid: Grid) -> list[tuple[str, ...]]:
    """The head line by line."""
    height = max(map(len, grid.head))
    return [tuple(cell[at] if at < len(cell) else "" for cell in grid.head) for at in range(height)]


def _widths(grid: Grid) -> list[int]:
    every = (*_head(grid), *grid.rows)
    return [max(cell_width(row[at]) for row in every) for at in range(len(grid.head))]


def _padded(text: str, width: int) -> str:
    return text + " " * (width - cell_width(text))


def _colored(cell: str) -> str:
    start = _COLORS.get(cell.strip())
    return f"{start}{cell}{_RESET}" if start else cell
