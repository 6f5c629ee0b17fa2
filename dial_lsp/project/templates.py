"""Template code of Helm in a text of JSON: what it stands for is known only when the chart is rendered.

``{{ ... }}`` inside a string is part of the string. In the place of a value or a name it becomes a string of the same
length, so that the rest can be read; anywhere else (``{{- if ... }}``, ``{{ include ... }}``) it becomes blanks. So do
placeholders of other tools that stand there without quotes, such as ``"minute": ${LIMIT}``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dial_lsp.syntax.substitutions import MARKS, SUBSTITUTED_PATTERN, has_substituted
from dial_lsp.text import Span
from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Callable

_INSIDE = compiled(r'(?:"(?:[^"\\]|\\.)*+"|`[^`]*+`|[^"`}]|\}(?!\}))*+\}\}', re.DOTALL)
_COMMENT = compiled(r"-?\s*/\*")
_LONGEST = 2000  # code points of one piece of code; what seems longer is not closed where it should be
_NOT_STANDING_IN = str.maketrans("\0\1", "??")
_FIRST, _REST = "\1", "\0"  # stand for code in the text that is split into tokens
_TOKEN = compiled(
    r'(?P<string>"(?:\\.|[^"\\\r\n])*+"?)|(?P<comment>//[^\r\n]*+|/\*(?s:.*?)\*/)'
    rf"|(?P<action>\x01\x00*+|{SUBSTITUTED_PATTERN})|(?P<mark>[^\s])",
    re.VERBOSE,
)
_WORTH_READING = compiled(r"\x01|/\*|" + MARKS)
_BRACKET = compiled(
    rf"""(?:[^"/{{}}\[\]\x01$#%@<_(rs]
        |"(?:\\.|[^"\\\r\n])*+"?|//[^\r\n]*+|/\*(?s:.*?)\*/|\x01\x00*+|{SUBSTITUTED_PATTERN}|[^{{}}\[\]])*+([{{}}\[\]])""",
    re.VERBOSE,
)
_LINE_END = compiled(r"[\r\n]")
_STATEMENT = compiled(
    r"\{\{-?\s*(?:(?:if|else|end|range|with|define|block|break|continue)\b|/\*|\$\w*\s*(?:,\s*\$\w+\s*)?:?=)"
)
_NOT_IN_STRINGS = str.maketrans({'"': "'", "\\": "/", "\r": " ", "\n": " ", "\t": " "})
_LINE = compiled(r"[^\r\n]+")


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
    return _Filling(text, replaced(others, lambda code: _FIRST + _REST * (len(code) - 1))).filled()


def blanked(text: str) -> str:
    """As many blanks as the text has code points, on as many lines."""
    return _LINE.sub(lambda line: " " * (line.end() - line.start()), text)


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


class _Filling:
    """Reads the lines in which code stands, and of the others what it needs to know: no token but a comment goes on."""

    def __init__(self, text: str, marked: str) -> None:
        """``marked`` is the text with marks for code."""
        self._text = text
        self._marked = marked
        self._unknown: list[Span] = []
        self._statements: list[Span] = []
        self._wide: dict[Span, str] = {}  # comments and code, which may go over lines, in order; what they count for
        self._pieces: list[str] = []
        self._copied = 0

    def filled(self) -> Filled:
        """Fill in all code."""
        at = 0
        while found := _WORTH_READING.search(self._marked, at):
            at = max(self._read(max(at, _line_start(self._marked, found.start())), found.start()), found.start() + 1)
        self._pieces.append(self._text[self._copied :])
        return Filled("".join(self._pieces), tuple(self._unknown), tuple(self._statements))

    def _read(self, start: int, inside: int) -> int:
        """Read the tokens of a line, from some place in it to behind the last one that begins in it."""
        end = _line_end(self._marked, inside)
        at = start
        for token in _TOKEN.finditer(self._marked, start):
            if token.start() >= end:
                break
            at = token.end()
            if token.lastgroup == "action":
                self._fill(token)
            elif token.lastgroup == "comment":
                self._wide[Span(*token.span())] = ""
            elif token.lastgroup == "string":
                written = self._text[slice(*token.span())]
                self._put(token, replaced(written, lambda code: code.translate(_NOT_IN_STRINGS)))
        return max(at, end)

    def _fill(self, token: re.Match[str]) -> None:
        span = Span(*token.span())
        written = self._text[slice(*span)]
        is_value = self._is_value(span, written)
        (self._unknown if is_value else self._statements).append(span)
        self._wide[span] = '"' if is_value else ""
        self._put(token, _string(written) if is_value else blanked(written))

    def _put(self, token: re.Match[str], text: str) -> None:
        self._pieces += (self._text[self._copied : token.start()], text)
        self._copied = token.end()

    def _is_value(self, span: Span, action: str) -> bool:
        """Whether a value or the name of a member must stand there."""
        if _STATEMENT.match(action):
            return False
        before, follows = self._before(span.start), self._follows(span.end)
        if before == ":" or follows == ":":
            return True
        return before in ("[", ",") and follows in (",", "]") and self._bracket(span.start) == "["

    def _before(self, offset: int) -> str:
        """What stands before an offset, without comments and statements."""
        end = offset
        while end > 0:
            start = _line_start(self._marked, end - 1)
            around = self._around(start)
            last = self._last(around.end if around else start, offset) or (self._wide[around] if around else "")
            if last:
                return last
            end = around.start if around else start
        return ""

    def _around(self, offset: int) -> Span | None:
        """The comment or code that an offset is inside of."""
        last = next((one for one in reversed(self._wide) if one.start < offset), None)
        return last if last is not None and offset < last.end else None

    def _last(self, start: int, end: int) -> str:
        last = ""
        for token in _TOKEN.finditer(self._marked, start):
            if token.start() >= end:
                break
            if token.lastgroup in ("action", "comment"):
                last = self._wide.get(Span(*token.span()), "") or last
            else:
                last = token[0] if token.lastgroup == "mark" else '"'
        return last

    def _follows(self, offset: int) -> str:
        """The next thing that is neither comment nor code."""
        tokens = _TOKEN.finditer(self._marked, offset)
        return next((token[0] for token in tokens if token.lastgroup not in ("comment", "action")), "")

    def _bracket(self, offset: int) -> str:
        """The bracket that is open at an offset."""
        brackets: list[str] = []
        for found in _BRACKET.finditer(self._marked, 0, offset):
            if found[1] in "{[":
                brackets.append(found[1])
            elif brackets:
                brackets.pop()
        return brackets[-1] if brackets else ""


def _line_start(text: str, offset: int) -> int:
    return max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1


def _line_end(text: str, offset: int) -> int:
    found = _LINE_END.search(text, offset)
    return found.start() if found else len(text)


def _string(action: str) -> str:
    return f'"{action[1:-1].translate(_NOT_IN_STRINGS)}"'
