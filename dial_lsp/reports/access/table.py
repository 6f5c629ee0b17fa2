"""Access for people at a terminal: a table that fits the window, and what its words mean."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from dial_lsp.reports.access.answers import NOBODY_CALLS, NOTHING_TO_CALL, WORDS, about
from dial_lsp.reports.access.grid import Grid, grid_of
from dial_lsp.reports.frame import cell_width, printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dial_lsp.reports.access.answers import Answers

_GAP = 2
_MOST_BLOCKS, _MOST_ROWS = 3, 100  # of a table of many callers and many objects; more nobody reads
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
    """The lines of the report. Columns that do not fit the width follow below, under the same row names."""
    known = list(about(answers))
    yield from (f"{printable(line)}\n" for line in known)
    yield from ["\n"] if known else []
    if not answers.subjects or not answers.objects:
        yield NOTHING_TO_CALL if not answers.objects else NOBODY_CALLS
        return
    whole = grid_of(answers)
    is_matrix = len(answers.subjects) > 1 and len(answers.objects) > 1
    grid = replace(whole, rows=whole.rows[:_MOST_ROWS]) if is_matrix else whole
    blocks = list(islice(_blocks(grid, width), _MOST_BLOCKS)) if is_matrix else list(_blocks(grid, width))
    for number, columns in enumerate(blocks):
        if number:
            yield "\n"
        yield from _block(grid, columns, color=color)
    yield "\n"
    longest = max(map(len, grid.words))
    for word in WORDS:
        if word in grid.words:
            yield f"{word:{longest}}  {WORDS[word]}\n"
    shown = len(grid.rows), sum(map(len, blocks))
    if shown != (len(whole.rows), len(whole.head) - 1):
        yield f"\nThis is a part: {shown[0]} of {len(whole.rows)} rows, {shown[1]} of {len(whole.head) - 1} columns.\n"
        yield "See less with --key, --role or --to, or all with --format csv.\n"


def _blocks(grid: Grid, width: int) -> Iterator[list[int]]:
    """The numbers of the columns that stand side by side, the names of the rows not counted."""
    widths = _widths(grid)
    columns: list[int] = []
    used = widths[0]
    for at in range(1, len(widths)):
        if columns and used + _GAP + widths[at] > width:
            yield columns
            columns, used = [], widths[0]
        columns.append(at)
        used += _GAP + widths[at]
    yield columns


def _block(grid: Grid, columns: Sequence[int], *, color: bool) -> Iterator[str]:
    widths = _widths(grid)
    head = [line for line in _head(grid) if any(line[at] for at in columns)]
    for number, row in enumerate((*head, *grid.rows)):
        cells = [_padded(printable(row[at]), widths[at]) for at in (0, *columns)]
        if color:
            cells = [f"{_BOLD}{cell}{_RESET}" if number < len(head) else _colored(cell) for cell in cells]
        yield (" " * _GAP).join(cells).rstrip() + "\n"


def _head(grid: Grid) -> list[tuple[str, ...]]:
    """The head line by line."""
    height = max(map(len, grid.head))
    return [tuple(cell[at] if at < len(cell) else "" for cell in grid.head) for at in range(height)]


def _widths(grid: Grid) -> list[int]:
    every = (*_head(grid), *grid.rows)
    return [max(cell_width(printable(row[at])) for row in every) for at in range(len(grid.head))]


def _padded(text: str, width: int) -> str:
    return text + " " * (width - cell_width(text))


def _colored(cell: str) -> str:
    start = _COLORS.get(cell.strip())
    return f"{start}{cell}{_RESET}" if start else cell
