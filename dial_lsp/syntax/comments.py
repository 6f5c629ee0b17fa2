"""Comments: where they are, and the same text with blanks in their place.

Core reads strict JSON, but people comment their files. Both readings (the C scanner and the grammar) see the text
after its comments became blanks, offset for offset, so neither has to know them. Strings end at the end of their line,
which keeps a forgotten quote from hiding or inventing comments further down.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from dial_lsp.syntax.tree import Problem
from dial_lsp.text import Edit, Span

# Linear by construction: no alternative can give back what it took, and every match moves on to the next comment.
_SKIP = r"""(?:[^"'/\#]++ | "(?:[^"\\\r\n]++|\\[^\r\n])*+["\\]? | '(?:[^'\\\r\n]++|\\[^\r\n])*+'? | /(?![/*]))*+"""
_LINE = r"""//[^\r\n]*+ | \#[^\r\n]*+"""
_NEXT = re.compile(rf"{_SKIP} (?P<comment>{_LINE} | /\*(?:[^*]++|\*(?!/))*+(?:\*/)?+)", re.VERBOSE)
_NEXT_UNCLOSED = re.compile(rf"{_SKIP} (?P<comment>{_LINE} | /\*[^\r\n]*+)", re.VERBOSE)
_LINE_REST = re.compile(r"[^\r\n]*+")


@dataclass(frozen=True, slots=True)
class Blanked:
    """A text without its comments: ``text`` has the same length, ``comments`` says what was blanked."""

    text: str
    comments: tuple[Span, ...] = ()
    problems: tuple[Problem, ...] = ()


def blank(text: str, *, starts_file: bool = False) -> Blanked:
    """Put blanks in the place of comments, and of a byte order mark where the file starts."""
    comments: list[Span] = []
    problems: list[Problem] = []
    pieces: list[str] = []
    done = 0
    if starts_file and text.startswith("\ufeff"):
        pieces.append(" ")
        done = 1
    pattern = _NEXT
    while match := pattern.match(text, done):
        start, end = match.span("comment")
        if pattern is _NEXT and text.startswith("/*", start) and not _closed(text, start, end):
            # There is no "*/" in the rest of the text: from here on a block comment ends with its line.
            pattern = _NEXT_UNCLOSED
            end = _end_of_line(text, start)
        problem = _problem(text, start, end, closed=pattern is _NEXT)
        if problem is not None:
            problems.append(problem)
        comments.append(Span(start, end))
        pieces += (text[done:start], " " * (end - start))
        done = end
    if not pieces:
        return Blanked(text)
    pieces.append(text[done:])
    return Blanked("".join(pieces), tuple(comments), tuple(problems))


def _closed(text: str, start: int, end: int) -> bool:
    return end - start >= len("/**/") and text.endswith("*/", start, end)


def _end_of_line(text: str, start: int) -> int:
    match = _LINE_REST.match(text, start)
    return match.end() if match else start


def _problem(text: str, start: int, end: int, *, closed: bool) -> Problem | None:
    if text[start] == "#":
        repair = Edit(Span(start, start + 1), "//")
        return Problem(Span(start, end), "hash-comment", "comments start with //, not with #", (repair,))
    if not closed and text[start + 1] == "*":
        repair = Edit(Span(end, end), " */")
        return Problem(Span(start, start + 2), "unclosed-comment", "this comment is never closed", (repair,))
    return None
