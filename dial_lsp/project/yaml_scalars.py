"""Texts of YAML as they are read, and where each code point of them is written.

Source: YAML 1.2, chapters 7.3 (quoted texts and their folding) and 8.1 (block scalars).
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dial_lsp.text import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dial_lsp.text import Source

_HEADER = re.compile(r"[|>](?:[+-]?(?P<indent>[1-9])|(?P<first>[1-9])[+-]?|[+-])?[ \t]*(?:[ \t]#.*)?")
_FOLD = re.compile(r"[ \t]*(?:(?:\r\n|\r|\n)[ \t]*)+")
_BREAK = re.compile(r"\r\n|\r|\n")
_CONTINUED = re.compile(r"\\(?:\r\n|\r|\n)[ \t]*")
_ESCAPE = re.compile(
    r"\\(?:x(?P<x>[0-9A-Fa-f]{2})|u(?P<u>[0-9A-Fa-f]{4})|U(?P<U>[0-9A-Fa-f]{8})|(?P<one>.))", re.DOTALL
)
_ESCAPES = {
    "0": "\0", "a": "\a", "b": "\b", "t": "\t", "\t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r", "e": "\x1b",
    "N": "\x85", "_": "\xa0", "L": "\u2028", "P": "\u2029",
}  # fmt: skip
_LAST_CODE_POINT = 0x10FFFF


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text, and for each of its code points the offset in the file where it is written."""

    text: str
    offsets: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """The lines of a block scalar, and how many blanks of each are not part of it."""

    span: Span
    indent: int


def block_at(source: Source, header: int, parent: int, is_between: Callable[[str], bool]) -> Block:
    """The block scalar whose header, ``|`` or ``>``, stands at an offset.

    ``parent`` is the column, from 0, of the name it belongs to. ``is_between`` tells lines that belong to no level, as
    template code does: they end no block.
    """
    line = source.position(header).line + 1
    said = _HEADER.match(source.text, header)
    explicit = said and (said["indent"] or said["first"])
    indent = max(parent, 0) + int(explicit) if explicit else 0
    start = end = source.lines.span(line).start if line <= len(source.lines.starts) else len(source.text)
    for number in range(line, len(source.lines.starts) + 1):
        text = source.line_text(number)
        if not text.strip(" \t"):
            continue
        own = len(text) - len(text.lstrip(" \t"))
        indent = indent or (own if own > parent and not is_between(text) else 0)
        if indent and own >= indent:
            end = source.lines.span(number).end
        elif not is_between(text):
            break
    return Block(Span(start, end), max(indent, parent + 1))


def single_quoted(text: str, span: Span) -> Scalar:
    """The text between two apostrophes; the span includes them."""
    return _joined(_single_quoted(text, span.start + 1, span.end - 1))


def double_quoted(text: str, span: Span) -> Scalar:
    """The text between two quotation marks; the span includes them."""
    return _joined(_double_quoted(text, span.start + 1, span.end - 1))


def in_apostrophes(text: str) -> str:
    """A piece of text as it is written between apostrophes, where line breaks are read as blanks."""
    return text.replace("'", "''")


def in_quotes(text: str) -> str:
    """A piece of text as it is written between quotation marks."""
    return json.dumps(text, ensure_ascii=False)[1:-1]


def folded(source: Source, block: Block) -> Scalar:
    """The text of a block scalar with the header ``>``; blank lines at its end are left out."""
    return _joined(_folded(source, block))


def _joined(pieces: Iterator[tuple[str, int]]) -> Scalar:
    made = list(pieces)
    return Scalar("".join(text for text, _ in made), tuple(at for text, at in made for _ in text))


def _single_quoted(text: str, at: int, end: int) -> Iterator[tuple[str, int]]:
    while at < end:
        if fold := _FOLD.match(text, at, end):
            yield from _fold(fold)
            at = fold.end()
        else:
            yield text[at], at
            at += 2 if text[at] == "'" else 1


def _double_quoted(text: str, at: int, end: int) -> Iterator[tuple[str, int]]:
    while at < end:
        if fold := _FOLD.match(text, at, end):
            yield from _fold(fold)
            at = fold.end()
        elif continued := _CONTINUED.match(text, at, end):
            at = continued.end()
        elif escape := _ESCAPE.match(text, at, end):
            yield _unescaped(escape), at
            at = escape.end()
        else:
            yield text[at], at
            at += 1


def _unescaped(escape: re.Match[str]) -> str:
    digits = escape["x"] or escape["u"] or escape["U"]
    if digits:
        return chr(min(int(digits, 16), _LAST_CODE_POINT))
    return _ESCAPES.get(escape["one"], escape["one"])


def _fold(fold: re.Match[str]) -> Iterator[tuple[str, int]]:
    """One line break is read as a blank, each further one as itself; blanks around them are not read."""
    breaks = [found.start() for found in _BREAK.finditer(fold[0])]
    if len(breaks) == 1:
        yield " ", fold.start() + breaks[0]
    for at in breaks[1:]:
        yield "\n", fold.start() + at


def _folded(source: Source, block: Block) -> Iterator[tuple[str, int]]:
    """Lines are joined by blanks, unless one of them is indented further; blank lines are read as line breaks."""
    lines = list(_lines(source, block))
    filled = [number for number, (_, text) in enumerate(lines) if text]
    done = 0
    for number, following in zip(filled, [*filled[1:], None], strict=True):
        yield from (("\n", start) for start, _ in lines[done:number])
        start, text = lines[number]
        yield from ((character, start + index) for index, character in enumerate(text))
        if following is not None:
            is_joined = text[0] not in " \t" and lines[following][1][0] not in " \t"
            if not is_joined:
                yield "\n", start + len(text)
            elif following == number + 1:
                yield " ", start + len(text)
        done = number + 1


def _lines(source: Source, block: Block) -> Iterator[tuple[int, str]]:
    """The lines of a block without their indentation, each with where it starts."""
    first = source.position(block.span.start).line
    last = source.position(max(block.span.end - 1, block.span.start)).line
    for number in range(first, last + 1):
        line = source.line_text(number)
        text = line[block.indent :]
        yield source.lines.span(number).start + len(line) - len(text), text
