"""The lines of a block scalar of YAML, found from where they begin.

Source: YAML 1.2, chapter 8.1.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from dial_lsp.project.templates import is_only_template
from dial_lsp.text import Span
from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    import re

_HEADER = compiled(
    r"[|>](?P<marks>[+-]?(?P<indent>[1-9])|(?P<first>[1-9])[+-]?|[+-]?)[ \t]*(?:[ \t]#[^\r\n]*)?(?:\r\n|\r|\n|\Z)"
)
_LINE = compiled(r"[^\r\n]*(?:\r\n|\r|\n)?")


@dataclass(frozen=True, slots=True)
class Level:
    """What says how the lines of a block are read: the column, from 0, of its name, and its header."""

    parent: int
    explicit: int = 0  # blanks more than the parent's, where the header says so
    is_stripped: bool = False  # whether the last line end is none of the text's


@dataclass(frozen=True, slots=True)
class Block:
    """The lines of a block scalar without blank ones behind them, and how many blanks of each are not part of it."""

    span: Span
    indent: int


def level_at(text: str, header: int, parent: int) -> tuple[Level, int]:
    """What a header, which begins with ``|`` or ``>``, says of its block; and where the lines of that begin."""
    said = _HEADER.match(text, header)
    if said is None:
        return Level(max(parent, 0)), end_of_line(text, header)
    return Level(max(parent, 0), int(said["indent"] or said["first"] or 0), "-" in said["marks"]), said.end()


def block_from(text: str, start: int, level: Level) -> Block:
    """The block scalar whose lines begin at an offset.

    Lines that belong to no level, as those of nothing but template code do, end no block.
    """
    indent = level.parent + level.explicit if level.explicit else _indent(text, start, level.parent)
    at = end = start
    while indent and at < len(text):
        run = _lines_of(indent).match(text, at)
        behind = run.end() if run else at
        filled = len(text[at:behind].rstrip(" \t\r\n"))
        end = end_of_line(text, at + filled) if filled else end
        line = end_of_line(text, behind)
        if line == behind or not is_between(text[behind:line].rstrip("\r\n")):
            break
        at = line
    return Block(Span(start, end), max(indent, level.parent + 1))


def block_text(text: str, block: Block) -> str:
    """The lines of a block without their indentation."""
    lines = text[block.span.start : block.span.end].splitlines(keepends=True)
    return "".join(line[block.indent :] if line.strip(" \t\r\n") else line.lstrip(" \t") for line in lines)


def lines_of(text: str, block: Block) -> list[tuple[int, str]]:
    """The lines of a block without their indentation and line ends, each with where it starts."""
    found: list[tuple[int, str]] = []
    at = block.span.start
    while at < block.span.end:
        behind = min(end_of_line(text, at), block.span.end)
        line = text[at:behind].rstrip("\r\n")
        inside = line[block.indent :]
        found.append((at + len(line) - len(inside), inside))
        at = behind
    return found


def is_between(line: str) -> bool:
    """Whether a line is template code only, which stands at any column."""
    return is_only_template(line)


def end_of_line(text: str, at: int) -> int:
    """Where the line ends in which an offset is, its line end included."""
    found = _LINE.match(text, at)
    return found.end() if found else at


def _indent(text: str, start: int, parent: int) -> int:
    """The blanks before the first line that is indented further than the parent; 0 without one."""
    at = start
    while at < len(text):
        behind = end_of_line(text, at)
        line = text[at:behind].rstrip("\r\n")
        inside = line.lstrip(" \t")
        if inside and not is_between(line):
            own = len(line) - len(inside)
            return own if own > parent else 0
        at = behind
    return 0


@lru_cache(maxsize=64)
def _lines_of(indent: int) -> re.Pattern[str]:
    """Lines that are indented so far, and blank ones."""
    return compiled(rf"(?:[ \t]{{{indent}}}[^\r\n]*(?:\r\n|\r|\n|\Z)|[ \t]*(?:\r\n|\r|\n))*+")
