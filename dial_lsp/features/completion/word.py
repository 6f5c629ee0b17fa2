"""The word at the cursor: what an accepted completion replaces.

Decided on the text of the line alone, so that it is right in half-typed text: a string ends at its quote, or, where
that quote plainly opens another string, at the cursor.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dial_lsp.text import Span
from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    from dial_lsp.syntax.layout import Layout

_NEXT: Final = compiled(r'["/#\r\n]')
_STRING: Final = compiled(r'"(?:[^"\\\r\n]++|\\[^\r\n]|\\(?=[\r\n]|\Z))*+(?P<close>"?)')
_BEHIND_STRING: Final = compiled(r"""[ \t]*+(?:[:,}\]"'#\r\n]|/[/*]|\Z)""")
_NAME: Final = compiled(r"[\w.$@+-]*+")
_PUNCTUATION: Final = compiled(r"[,:{}\[\]]")
_LINE_END: Final = compiled(r"[\r\n]|\Z")
_WORD: Final = compiled(r"""(?:[^\s,:{}\[\]"'/#\ufeff]|/(?![/*]))*+""")
_LAST_WORD: Final = compiled(r"""[^\s,:{}\[\]"'#\ufeff]*\Z""")
_CLOSERS: Final = ('"', "}", "]")


@dataclass(frozen=True, slots=True)
class Word:
    """What stands at the cursor: its extent, opening and closing quotes included, and what of it is typed already."""

    span: Span
    typed: str
    quoted: bool


def word_at(layout: Layout, offset: int, floor: int) -> Word | None:
    """The word at an offset outside of comments; None right behind a finished string or container.

    ``floor`` is an offset outside of strings and comments before it: no line is read further back than that.
    """
    text = layout.text
    string = _string_at(layout, offset, floor)
    if string is not None:
        start, end = string
        return Word(Span(start, end), text[start + 1 : offset], quoted=True)
    line = max(layout.line_start(offset), floor)
    before, behind = _LAST_WORD.search(text[line:offset]), _WORD.match(text, offset)
    start = line + before.start() if before else offset
    end = behind.end() if behind else offset
    if start == end and text.endswith(_CLOSERS, 0, start):
        return None
    return Word(Span(start, end), text[start:offset], quoted=False)


def comment_around(layout: Layout, offset: int) -> Span | None:
    """The comment an offset is inside of; a comment that goes on to the end of its line has its end inside."""
    return next((found for found in layout.comments if found.start < offset and _reaches(layout, found, offset)), None)


def _reaches(layout: Layout, comment: Span, offset: int) -> bool:
    is_closed = layout.text.startswith("/*", comment.start) and layout.text.endswith("*/", comment.start, comment.end)
    return offset < comment.end or (offset == comment.end and not is_closed)


def _string_at(layout: Layout, offset: int, floor: int) -> tuple[int, int] | None:
    """The string the offset is inside of, behind its opening quote."""
    text = layout.text
    at = max(layout.line_start(offset), floor)
    while found := _NEXT.search(text, at, offset):
        at = found.start()
        if comment := comment_around(layout, at + 1):
            at = comment.end
        elif text[at] != '"':
            at += 1
        else:
            start, (at, is_closed) = at, _string_end(text, at)
            if is_closed:
                if offset < at:
                    return start, at
            elif at < _line_end(text, at) and (stop := _punctuation(text, start, at)) < offset:
                at = stop
            else:
                name = _NAME.match(text, offset)
                return start, name.end() if name else offset
    return None


def _string_end(text: str, start: int) -> tuple[int, bool]:
    """Where the string ends that starts here, and whether with a quote of its own."""
    match = _STRING.match(text, start)
    end = match.end() if match else start + 1
    if match is None or not match["close"]:
        return end, False
    return (end, True) if _BEHIND_STRING.match(text, end) else (end - 1, False)


def _punctuation(text: str, start: int, end: int) -> int:
    """Where a string without an end was most likely meant to end."""
    found = _PUNCTUATION.search(text, start, end)
    return found.start() if found else end


def _line_end(text: str, at: int) -> int:
    found = _LINE_END.search(text, at)
    return found.start() if found else len(text)
