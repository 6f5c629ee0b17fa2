"""Sound text as tokens, comments among them, and what a printer asks about a sequence of them."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LINE_BREAK = compiled(r"\r\n|\r|\n")

_TOKEN = compiled(
    r"""(?P<text> "(?:[^"\\]++|\\.)*+" | [^\s"{}\[\],:/]++ ) | (?P<mark> [{}\[\],:] )
      | (?P<line> //(?:[^ \t\r\n]++|[ \t]++(?![ \t\r\n]|\Z))*+ ) | (?P<block> /\*(?:[^*]++|\*(?!/))*+\*/ )""",
    re.VERBOSE,
)
_KINDS = {"text": "text", "line": "//", "block": "/*"}


class Token(NamedTuple):
    """A mark, which is its own kind, a "text" (string, number, literal) or a comment, "//" or "/*".

    ``breaks`` counts the lines that end between the token before it and this one. A comma is ``moved`` when it stands
    behind comments in the text and should not.
    """

    kind: str
    start: int
    end: int
    breaks: int
    moved: bool = False

    @property
    def is_comment(self) -> bool:
        """Whether this is a comment."""
        return self.kind[0] == "/"

    @property
    def opens(self) -> bool:
        """Whether this opens a container."""
        return self.kind in ("{", "[")

    @property
    def closes(self) -> bool:
        """Whether this closes a container."""
        return self.kind in ("}", "]")


class Extent(NamedTuple):
    """A container: the number of its closing bracket, whether it stands on one line, and its width there."""

    closer: int
    one_line: bool
    width: int


def tokens(text: str) -> list[Token]:
    """The tokens of a sound text; a comma that stands on a later line than the part before it comes before comments."""
    found: list[Token] = []
    after_part = 0
    moved_breaks = 0
    for token in _tokens(text):
        if token.kind == "," and found[-1].is_comment and any(other.breaks for other in (*found[after_part:], token)):
            moved_breaks = token.breaks
            found.insert(after_part, token._replace(breaks=0, moved=True))
            continue
        found.append(token._replace(breaks=token.breaks + moved_breaks) if moved_breaks else token)
        moved_breaks = 0
        if not token.is_comment:
            after_part = len(found)
    return found


def gap_on_line(before: Token, token: Token) -> str:
    """What stands between two tokens of a container on one line."""
    if token.kind in (",", ":"):
        return ""
    return " " if before.kind in (",", ":") or before.is_comment or token.is_comment else ""


def extents(text: str, found: Sequence[Token]) -> dict[int, Extent]:
    """The containers by the number of their opening bracket."""
    result: dict[int, Extent] = {}
    opened: list[tuple[int, int, int]] = []
    column = line = 0
    for number, token in enumerate(found):
        column += len(gap_on_line(found[number - 1], token)) if number else 0
        line += token.breaks
        if token.opens:
            opened.append((number, column, line))
        column += token.end - token.start
        if token.kind == "/*":
            line += len(LINE_BREAK.findall(text, token.start, token.end))
        if token.closes:
            opener, start, first_line = opened.pop()
            result[opener] = Extent(number, line == first_line, column - start)
    return result


def leading_comments(found: Sequence[Token]) -> set[int]:
    """The numbers of comments with a part behind them on the same line, which they belong to."""
    result: set[int] = set()
    for number, (token, following) in reversed(list(enumerate(pairwise(found)))):
        if not token.is_comment or following.breaks:
            continue
        if following.kind == "text" or following.opens or number + 1 in result:
            result.add(number)
    return result


def next_parts(found: Sequence[Token]) -> list[str]:
    """For each token the kind of the first token from there on that is no comment; "" at the end."""
    kinds: list[str] = []
    kind = ""
    for token in reversed(found):
        kind = kind if token.is_comment else token.kind
        kinds.append(kind)
    return kinds[::-1]


def _tokens(text: str) -> Iterator[Token]:
    end = 1 if text.startswith("\ufeff") else 0
    for match in _TOKEN.finditer(text, end):
        start = match.start()
        breaks = len(LINE_BREAK.findall(text, end, start)) if start > end else 0
        end = match.end()
        yield Token(_KINDS.get(match.lastgroup or "", match[0]), start, end, breaks)
