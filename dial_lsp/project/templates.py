"""Template code of Helm in a text of JSON: what it stands for is known only when the chart is rendered.

``{{ ... }}`` inside a string is part of the string. In the place of a value or a name it becomes a string of the same
length, so that the rest can be read; anywhere else (``{{- if ... }}``, ``{{ include ... }}``) it becomes blanks. So do
placeholders of other tools that stand there without quotes, such as ``"minute": ${LIMIT}``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dial_lsp.syntax.substitutions import SUBSTITUTED_PATTERN, has_substituted
from dial_lsp.text import Span

if TYPE_CHECKING:
    from collections.abc import Callable

_INSIDE = re.compile(r'(?:"(?:[^"\\]|\\.)*+"|`[^`]*+`|[^"`}]|\}(?!\}))*+\}\}', re.DOTALL)
_COMMENT = re.compile(r"-?\s*/\*")
_LONGEST = 2000  # code points of one piece of code; what seems longer is not closed where it should be
_NOT_STANDING_IN = str.maketrans("\0\1", "??")
_FIRST, _REST = "\1", "\0"  # stand for code in the text that is split into tokens
_TOKEN = re.compile(
    r'(?P<string>"(?:\\.|[^"\\\r\n])*+"?)|(?P<comment>//[^\r\n]*+|/\*(?s:.*?)\*/)'
    rf"|(?P<action>\x01\x00*+|{SUBSTITUTED_PATTERN})|(?P<mark>[^\s])",
    re.VERBOSE,
)
_STATEMENT = re.compile(
    r"\{\{-?\s*(?:(?:if|else|end|range|with|define|block|break|continue)\b|/\*|\$\w*\s*(?:,\s*\$\w+\s*)?:?=)"
)
_NOT_IN_STRINGS = str.maketrans({'"': "'", "\\": "/", "\r": " ", "\n": " ", "\t": " "})
_NO_LINE_END = re.compile(r"[^\r\n]")


@dataclass(frozen=True, slots=True)
class Filled:
    """A text that can be read as JSON, as long as the template it was made from."""

    text: str
    unknown: tuple[Span, ...] = ()  # the strings that stand for values or names nobody knows
    statements: tuple[Span, ...] = ()  # code that was blanked: members may come and go there


def actions(text: str) -> tuple[Span, ...]:
    """Where template code stands: each ``{{ ... }}``, with quoted texts and comments in it."""
    found: list[Span] = []
    at = text.find("{{")
    while at >= 0 and text.find("}}", at) >= 0:
        end = _end(text, at)
        if end is not None:
            found.append(Span(at, end))
        at = text.find("{{", at + 1 if end is None else end)
    return tuple(found)


def replaced(text: str, change: Callable[[str], str]) -> str:
    """The text with all template code changed."""
    pieces: list[str] = []
    done = 0
    for start, end in actions(text):
        pieces += (text[done:start], change(text[start:end]))
        done = end
    return "".join((*pieces, text[done:]))


def filled(text: str) -> Filled:
    """The text with something readable in the place of all template code."""
    if not has_substituted(text):
        return Filled(text)
    others = text.translate(_NOT_STANDING_IN)
    tokens = list(_TOKEN.finditer(replaced(others, lambda code: _FIRST + _REST * (len(code) - 1))))
    read = list(text)
    unknown: list[Span] = []
    statements: list[Span] = []
    brackets: list[str] = []
    before = ""
    for token, follows in zip(tokens, _following(tokens), strict=True):
        start, end = token.span()
        written = text[start:end]
        if token.lastgroup == "action":
            is_value = _is_value(written, before, brackets, follows)
            (unknown if is_value else statements).append(Span(start, end))
            read[start:end] = _string(written) if is_value else blanked(written)
            before = '"' if is_value else before
        elif token.lastgroup == "string":
            read[start:end] = replaced(written, lambda code: code.translate(_NOT_IN_STRINGS))
            before = '"'
        elif token.lastgroup == "mark":
            _keep_count(brackets, written)
            before = written
    return Filled("".join(read), tuple(unknown), tuple(statements))


def blanked(text: str) -> str:
    """As many blanks as the text has code points, on as many lines."""
    return _NO_LINE_END.sub(" ", text)


def is_only_template(text: str) -> bool:
    """Whether nothing is written there but template code, and some is."""
    return "{{" in text and not replaced(text, lambda _: "").strip()


def _end(text: str, start: int) -> int | None:
    """Where the code ends that starts at an offset; None if it is none."""
    inside = start + len("{{")
    if text.startswith("{", inside):
        return None
    limit = min(start + _LONGEST, len(text))
    if comment := _COMMENT.match(text, inside, limit):
        closed = text.find("*/", comment.end(), limit)
        end = text.find("}}", closed, limit) if closed >= 0 else -1
        return end + len("}}") if end >= 0 else None
    found = _INSIDE.match(text, inside, limit)
    return found.end() if found else None


def _following(tokens: list[re.Match[str]]) -> list[str]:
    """For each token the next one that is neither comment nor code."""
    found: list[str] = []
    last = ""
    for token in reversed(tokens):
        found.append(last)
        if token.lastgroup not in ("comment", "action"):
            last = token[0]
    return found[::-1]


def _is_value(action: str, before: str, brackets: list[str], follows: str) -> bool:
    """Whether a value or the name of a member must stand there."""
    if _STATEMENT.match(action):
        return False
    if before == ":" or follows == ":":
        return True
    return bool(brackets) and brackets[-1] == "[" and before in ("[", ",") and follows in (",", "]")


def _keep_count(brackets: list[str], mark: str) -> None:
    if mark in "{[":
        brackets.append(mark)
    elif mark in "}]" and brackets:
        brackets.pop()


def _string(action: str) -> str:
    return f'"{action[1:-1].translate(_NOT_IN_STRINGS)}"'
