"""The problems several readers report: one wording for each."""

from __future__ import annotations

from dial_lsp.syntax.tree import Problem
from dial_lsp.text import Edit, Span

CLOSING = {"{": "}", "[": "]"}
LINE_BREAK = "line-break"
"""The problem of a text in double quotes that goes on in the next line."""
BLANKED = frozenset({LINE_BREAK, "hash-comment", "merge-conflict", "unclosed-comment"})
"""Problems of what is blanked before anything is read: the rest may be sound."""


def trailing_comma(at: int) -> Problem:
    """A comma behind the last part of a container."""
    span = Span(at, at + 1)
    return Problem(span, "trailing-comma", "trailing comma", (Edit(span, ""),))


def extra_comma(at: int) -> Problem:
    """A comma with nothing before it."""
    span = Span(at, at + 1)
    return Problem(span, "extra-comma", "extra comma", (Edit(span, ""),))


def missing_comma(end: int) -> Problem:
    """No comma behind a part that ends at ``end`` and is not the last."""
    edit = Edit(Span(end, end), ",")
    return Problem(Span(max(end - 1, 0), end), "missing-comma", "a comma is missing here", (edit,))


def unclosed_bracket(at: int, end: int, bracket: str) -> Problem:
    """A bracket at ``at`` that should be closed at ``end``."""
    due = CLOSING[bracket]
    edit = Edit(Span(end, end), due)
    return Problem(Span(at, at + 1), "unclosed-bracket", f'this "{bracket}" is never closed', (edit,))


def missing_bracket(at: int, bracket: str) -> Problem:
    """An opening bracket that should stand at ``at``."""
    edit = Edit(Span(at, at), f" {bracket}")
    return Problem(Span(max(at - 1, 0), at), "missing-bracket", f"{bracket} is missing here", (edit,))


def stray_bracket(span: Span) -> Problem:
    """A bracket without a partner."""
    return Problem(span, "stray-bracket", "unmatched bracket", (Edit(span, ""),))


def tail_problem(text: str, tail: Span) -> Problem:
    """Text behind the end of the root value of a damaged text."""
    first = text[tail.start]
    unread = "Core reads nothing behind the end of the first value"
    if first in "{[":
        return Problem(Span(tail.start, tail.start + 1), "second-root", unread)
    if first in "}]":
        return stray_bracket(Span(tail.start, tail.start + 1))
    end = next((at for at in range(tail.start, tail.end) if text[at] in "\r\n"), tail.end)
    return Problem(Span(tail.start, end), "unexpected-text", unread)


def not_an_object(span: Span) -> Problem:
    """The root is something DIAL Core refuses."""
    return Problem(span, "not-an-object", "the file must hold one object: { ... }")


def empty(length: int) -> Problem:
    """A text without any value."""
    edit = Edit(Span(length, length), "{}")
    return Problem(Span(0, 0), "empty", "the file is empty; Core needs at least {}", (edit,))


def missing_braces(span: Span, edits: tuple[Edit, ...]) -> Problem:
    """Members without the braces of the root around them."""
    return Problem(span, "missing-braces", "the braces { } around the file are missing", edits)
