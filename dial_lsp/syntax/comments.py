"""Comments: where they are, and the same text with blanks in their place.

Core reads strict JSON, but people comment their files. Both readings (the C scanner and the grammar) see the text
after its comments became blanks, offset for offset, so neither has to know them. Strings end at the end of their line,
which keeps a forgotten quote from hiding or inventing comments further down.

A comment that is never closed ends before what is written behind its mark in that line, the first quote. Two slashes
behind a name and a colon (``http://``) are an address that lost its quote and no comment.

A text that goes on in the next line has blanks for its line breaks, so that this is all that is wrong.

What Git leaves of a merge that it could not make is left out, too: the marks, and all sides but the first.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from dial_lsp.syntax.problems import LINE_BREAK
from dial_lsp.syntax.tree import Problem
from dial_lsp.text import Edit, Span
from dial_lsp.text.patterns import compiled

_MARK = r"(?<![^\r\n])(?:<{7}|={7}|>{7}|\|{7})(?=[ \t\r\n]|\Z)"
"""What Git begins, parts and ends the sides of a conflict with; each is a line of its own."""

_BREAK = r"(?:\r\n|\r|\n)"
_GOES_ON = rf'(?:{_BREAK}[^"\\{{}}\[\]:\r\n]*+){{1,2}}+"(?=[ \t]*+[,:}}\]])'
"""What follows a text that goes on behind the end of its line: no brackets, and behind its end what may stand there."""
_STRING = r'"(?:[^"\\\r\n]++|\\[^\r\n])*+'

# Linear by construction: no alternative can give back what it took, and every match moves on to the next comment.
_SKIP = rf"""(?:[^"'/\#<=>|]++ | {_STRING}(?:["\\]|(?!{_GOES_ON})) | '(?:[^'\\\r\n]++|\\[^\r\n])*+'? | /(?![/*])
    | (?<=\w:)//(?=\w) | (?!{_MARK})[<=>|])*+"""
_LINE = rf"""//[^\r\n]*+ | \#[^\r\n]*+ | {_MARK}[^\r\n]*+"""
_NEXT = compiled(rf"{_SKIP} (?P<comment>{_LINE} | /\*(?:[^*]++|\*(?!/))*+(?:\*/)?+ | {_STRING}{_GOES_ON})", re.VERBOSE)
_NEXT_UNCLOSED = compiled(rf"""{_SKIP} (?P<comment>{_LINE} | /\*[^"\r\n]*+ | {_STRING}{_GOES_ON})""", re.VERBOSE)
_END_OF_CONFLICT = compiled(r"[\r\n]>{7}(?=[ \t\r\n]|\Z)[^\r\n]*+")
_BREAKS = compiled(_BREAK)
_UNTIL_QUOTE = compiled(r'[^"\r\n]*+')

_OTHER_SIDES = ("=" * 7, "|" * 7)
MARKS = ("<" * 7, *_OTHER_SIDES, ">" * 7)
"""What lines of a conflict start with."""


_MAY_COUNT = frozenset("/#\r\n")
"""Without these there is no comment but for what a text starts with, and nothing goes on in another line."""


class Blanked(NamedTuple):
    """A text without its comments: ``text`` has the same length, ``comments`` says what was blanked.

    More text may change what is there: ``is_open`` says that a comment is not closed, ``is_torn`` that sides of a
    conflict are not.
    """

    text: str
    comments: tuple[Span, ...] = ()
    problems: tuple[Problem, ...] = ()
    is_open: bool = False
    is_torn: bool = False


def blank(text: str, *, starts_file: bool = False) -> Blanked:
    """Put blanks in the place of comments, and of a byte order mark where the file starts."""
    if not starts_file and _MAY_COUNT.isdisjoint(text) and not text.startswith(MARKS):
        return Blanked(text)  # as most entries of a text without line breaks
    comments: list[Span] = []
    problems: list[Problem] = []
    pieces: list[str] = []
    done = 0
    if starts_file and text.startswith("\ufeff"):
        pieces.append(" ")
        done = 1
    pattern, ends = _NEXT, True
    while match := pattern.match(text, done):
        start, end = match.span("comment")
        if text[start] == '"':
            problems.append(_broken(text, start, end))
            pieces += (text[done:start], _BREAKS.sub(_blanks, text[start:end]))
            done = end
            continue
        if pattern is _NEXT and text.startswith("/*", start) and not _closed(text, start, end):
            # There is no "*/" in the rest of the text: from here on a block comment ends before a quote or line break.
            pattern = _NEXT_UNCLOSED
            end = _end_unclosed(text, start)
        elif ends and text.startswith(_OTHER_SIDES, start):
            found = _END_OF_CONFLICT.search(text, end)
            ends, end = found is not None, found.end() if found else end
        problem = _problem(text, start, end, closed=pattern is _NEXT)
        if problem is not None:
            problems.append(problem)
        comments.append(Span(start, end))
        pieces += (text[done:start], " " * (end - start))
        done = end
    if not pieces:
        return Blanked(text)
    pieces.append(text[done:])
    return Blanked("".join(pieces), tuple(comments), tuple(problems), pattern is not _NEXT, not ends)


def _closed(text: str, start: int, end: int) -> bool:
    return end - start >= len("/**/") and text.endswith("*/", start, end)


def _end_unclosed(text: str, start: int) -> int:
    match = _UNTIL_QUOTE.match(text, start)
    return match.end() if match else start


def _blanks(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _broken(text: str, start: int, end: int) -> Problem:
    """A text that goes on in the next line."""
    breaks = [Span(*match.span()) for match in _BREAKS.finditer(text, start, end)]
    edits = tuple(Edit(found, "\\n") for found in breaks)
    message = "a line break inside a text must be written as \\n"
    return Problem(Span(start, breaks[0].start), LINE_BREAK, message, edits)


def _problem(text: str, start: int, end: int, *, closed: bool) -> Problem | None:
    if text[start] == "#":
        repair = Edit(Span(start, start + 1), "//")
        return Problem(Span(start, end), "hash-comment", "comments start with //, not with #", (repair,))
    if text.startswith(MARKS, start):
        return Problem(Span(start, end), "merge-conflict", "a merge left its marks here")
    if not closed and text[start + 1] == "*":
        repair = Edit(Span(end, end), " */")
        return Problem(Span(start, start + 2), "unclosed-comment", "this comment is never closed", (repair,))
    return None
