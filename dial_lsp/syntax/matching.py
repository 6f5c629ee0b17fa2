"""Which brackets of a text have a partner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.syntax.strict import skip
from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterable

_MARK = compiled(r'"(?:[^"\\\r\n]++|\\[^\r\n])*+"?|[\[\]{},\x27]')
_CLOSES = {"}": "{", "]": "["}
_GOES_ON = compiled(r"[A-Za-z0-9_/]")
"""What stands at once behind a quote that does not end a text but, another one being forgotten, starts it."""


def is_matched(text: str) -> bool:
    """Whether every bracket has its partner and every string its end; single quotes may hide brackets."""
    return left_open(text, "") == []


def left_open(text: str, opened: Iterable[str]) -> list[str] | None:
    """The brackets, and the quote, that are open in the end where these are at first; None: they do not match."""
    found = list(opened)
    for match in _MARK.finditer(text):
        mark = match[0]
        if mark in ("{", "["):
            found.append(mark)
        elif mark in _CLOSES:
            if not found or found.pop() != _CLOSES[mark]:
                return None
        elif mark[0] == '"':
            if len(mark) == 1 or mark[-1] != '"':
                return [*found, '"']
            if _GOES_ON.match(text, match.end()):
                return None
        elif mark == "'":
            return None
    return found


def end_by_brackets(text: str, at: int) -> int:
    """Where the member that starts here ends, by its brackets."""
    depth = 0
    for match in _MARK.finditer(text, at):
        mark = match[0]
        if mark in ("{", "["):
            depth += 1
        elif mark in _CLOSES:
            depth -= 1
            if depth < 0:
                return match.start()
        elif mark == "," and depth == 0:
            following = skip(text, match.end())
            if text.startswith(('"', "}"), following):
                return following
    return len(text)
