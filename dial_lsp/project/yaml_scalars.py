"""Texts of YAML as they are read, and where each code point of them is written; and how texts are written.

Source: YAML 1.2, chapters 7.3 (quoted texts and their folding) and 8.1 (block scalars).
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, chain, zip_longest
from typing import TYPE_CHECKING

from dial_lsp.project.yaml_blocks import lines_of
from dial_lsp.text import Span, Stretches
from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from dial_lsp.project.yaml_blocks import Block

_FOLD = r"[ \t]*(?:(?:\r\n|\r|\n)[ \t]*)+"
_BREAK = compiled(r"\r\n|\r|\n")
_SINGLE = compiled(rf"(?P<fold>{_FOLD})|(?P<quote>'')|(?:[^' \t\r\n]|[ \t]+(?![ \t\r\n]))+|(?P<one>.)", re.DOTALL)
_ESCAPED = r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)"
_ESCAPE = compiled(f"({_ESCAPED})", re.DOTALL)
_TWO = compiled("('')")
_DOUBLE = compiled(
    rf"""(?P<fold>{_FOLD})|(?P<continued>\\(?:\r\n|\r|\n)[ \t]*)
        |(?P<escape>{_ESCAPED})
        |(?:[^\\ \t\r\n]|[ \t]+(?![ \t\r\n]))+|(?P<one>.)""",
    re.DOTALL | re.VERBOSE,
)
_WHOLE_SINGLE = compiled(r"'(?:[^']|'')*+'")
_WHOLE_DOUBLE = compiled(
    r'"(?:[^"\\]|\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|[0abt\tnvfre "/\\N_LP\r\n]))*+"'
)
_ESCAPES = {
    "0": "\0", "a": "\a", "b": "\b", "t": "\t", "\t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r", "e": "\x1b",
    "N": "\x85", "_": "\xa0", "L": "\u2028", "P": "\u2029",
}  # fmt: skip
_TO_ESCAPE = compiled("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_LAST_CODE_POINT = 0x10FFFF


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text, and where it is written; places count from the start of the scalar."""

    text: str
    stretches: Stretches


def is_quoted(text: str, span: Span) -> bool:
    """Whether a text between quotes of one kind, and nothing else, stands there."""
    whole = _WHOLE_SINGLE if text.startswith("'", span.start) else _WHOLE_DOUBLE
    return whole.fullmatch(text, span.start, span.end) is not None


def single_quoted(text: str, span: Span) -> Scalar:
    """The text between two apostrophes; the span includes them."""
    if not _BREAK.search(text, *span):
        return _on_one_line(_TWO.split(text[span.start + 1 : span.end - 1]), lambda _: "'")
    return _joined(_single_quoted(text, span.start + 1, span.end - 1), span.start, span.end - 1)


def double_quoted(text: str, span: Span) -> Scalar:
    """The text between two quotation marks; the span includes them."""
    if not _BREAK.search(text, *span):
        return _on_one_line(_ESCAPE.split(text[span.start + 1 : span.end - 1]), _unescaped)
    return _joined(_double_quoted(text, span.start + 1, span.end - 1), span.start, span.end - 1)


def in_apostrophes(text: str) -> str:
    """A piece of text as it is written between apostrophes, where line breaks are read as blanks."""
    return text.replace("'", "''")


def in_quotes(text: str) -> str:
    """A piece of text as it is written between quotation marks."""
    escaped = json.dumps(text, ensure_ascii=False)[1:-1]
    return _TO_ESCAPE.sub(lambda found: f"\\u{ord(found[0]):04x}", escaped)


def folded(text: str, block: Block, *, is_stripped: bool) -> Scalar:
    """The text of a block scalar with the header ``>``; of blank lines at its end it has the first line end at most."""
    lines = lines_of(text, block)
    filled = [at + len(line) for at, line in lines if line]
    end = filled[-1] if filled else block.span.start
    pieces = _folded(lines)
    if not is_stripped and filled and (last := _BREAK.match(text, end)):
        pieces, end = chain(pieces, [("\n", end)]), last.end()
    return _joined(pieces, block.span.start, end)


def refolded(text: str, indent: str, newline: str) -> str:
    """The lines of a block scalar with the header ``>`` that reads as a text, which no blank begins."""
    written: list[str] = []
    before = ""  # the last line that is not blank
    for line in text.rstrip("\n").split("\n"):
        is_joined = before and line and before[0] not in " \t" and line[0] not in " \t"
        written += [newline] if is_joined else []
        written.append(f"{indent}{line}{newline}" if line else newline)
        before = line or before
    return "".join(written)


def _joined(pieces: Iterator[tuple[str, int]], start: int, end: int) -> Scalar:
    made = list(pieces)
    stretches = Stretches.of(((at - start, len(text)) for text, at in made), end - start)
    return Scalar("".join(text for text, _ in made), stretches)


def _on_one_line(parts: list[str], read: Callable[[str], str]) -> Scalar:
    """The text of parts that are written as they are read, and between them what is not, a code point each."""
    lengths = list(map(len, parts))
    places = list(accumulate(lengths, initial=1))
    parts[1::2] = map(read, parts[1::2])
    lengths[1::2] = [1] * (len(parts) // 2)
    *firsts, length = accumulate(lengths, initial=0)
    return Scalar("".join(parts), Stretches.at(firsts, places[:-1], length, places[-1]))


def _single_quoted(text: str, at: int, end: int) -> Iterator[tuple[str, int]]:
    for found in _SINGLE.finditer(text, at, end):
        if found["fold"]:
            yield from _fold(found)
        else:
            yield ("'" if found["quote"] else found[0]), found.start()


def _double_quoted(text: str, at: int, end: int) -> Iterator[tuple[str, int]]:
    for found in _DOUBLE.finditer(text, at, end):
        if found["fold"]:
            yield from _fold(found)
        elif found["escape"]:
            yield _unescaped(found[0]), found.start()
        elif not found["continued"]:
            yield found[0], found.start()


@lru_cache(4096)
def _unescaped(escape: str) -> str:
    name, digits = escape[1], escape[2:]
    return chr(min(int(digits, 16), _LAST_CODE_POINT)) if digits else _ESCAPES.get(name, name)


def _fold(fold: re.Match[str]) -> Iterator[tuple[str, int]]:
    """One line break is read as a blank, each further one as itself; blanks around them are not read."""
    breaks = [found.start() for found in _BREAK.finditer(fold[0])]
    if len(breaks) == 1:
        yield " ", fold.start() + breaks[0]
    for at in breaks[1:]:
        yield "\n", fold.start() + at


def _folded(lines: Sequence[tuple[int, str]]) -> Iterator[tuple[str, int]]:
    """Lines are joined by blanks, unless one of them is indented further; blank lines are read as line breaks."""
    filled = [number for number, (_, text) in enumerate(lines) if text]
    done = 0
    for number, following in zip_longest(filled, filled[1:]):
        yield from (("\n", start) for start, _ in lines[done:number])
        start, text = lines[number]
        yield text, start
        if following is not None:
            is_joined = text[0] not in " \t" and lines[following][1][0] not in " \t"
            if not is_joined:
                yield "\n", start + len(text)
            elif following == number + 1:
                yield " ", start + len(text)
        done = number + 1
