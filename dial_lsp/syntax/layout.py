"""How a text is laid out: its lines, the gaps between its parts, and the habits of whoever wrote it.

A part is a member or an element with its place in the text. Everything is looked up beside the place that matters, so
a question costs what stands around it and not what the file holds.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from dial_lsp.text import Span
from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable

    from dial_lsp.text import Lines, Source

WIDTH = 120
"""Columns a line that holds a whole container may have."""

_BLANKS = compiled(r"[ \t\r\n]*+")
_INDENT = compiled(r"[ \t]*+")
_BREAK = compiled(r"\r\n|\r|\n")
_INDENTED_LINE = compiled(r'[\r\n]([ \t]++)["{\[]')
_COLON = compiled(r'(?<=")([ \t]*+:[ \t]*+)(?=[^ \t\r\n/#])')
_LIST_OF_STRINGS = compiled(r'\[([ \t\r\n]*+)"')
_OBJECT_ON_A_LINE = compiled(r'\{( ?)"')
_EMPTY = compiled(r"[\[{][ \t\r\n]*+[\]}]")
_WIDEST_COLON = 3
_NEAR = 10_000  # code points in which a habit shows, if there is one


class Style(NamedTuple):
    """Habits: ``unit`` indents by one level, ``colon`` and ``comma`` stand between parts of one line.

    ``padding`` stands inside the braces of a one-line object; ``flat_lists`` says whether lists of scalars are kept on
    one line.
    """

    newline: str = "\n"
    unit: str = "  "
    colon: str = ": "
    comma: str = ", "
    padding: str = ""
    flat_lists: bool = True


class Begin(NamedTuple):
    """Where a text begins, and the blanks before each of its lines; a block of YAML begins somewhere in its file."""

    start: int = 0
    base: str = ""

    @classmethod
    def of(cls, source: Source) -> Begin:
        """Where the text of a source begins."""
        host = source.host
        if host is None or not host.is_literal:
            return cls()
        start = host.span.start
        first = _BLANKS.match(source.text, start, host.span.end)
        end = first.end() if first else start
        line = max(source.text.rfind("\n", start, end), source.text.rfind("\r", start, end), start - 1) + 1
        return cls(start, source.text[line:end])


WHOLE: Final = Begin()
"""Of a text that is all of a file."""


class Layout(NamedTuple):
    """A text and where its comments are, in order."""

    text: str
    comments: tuple[Span, ...] = ()
    lines: Lines | None = None
    """Of the text, from somebody who knows them: to look for them again takes as long as a line."""

    begin: Begin = WHOLE
    """Where the text begins that is laid out; before that stands what is not its own."""

    def skip(self, at: int) -> int:
        """The first offset from ``at`` that is neither blank nor in a comment."""
        while True:
            at = self.skip_blanks(at)
            comment = self.comment_from(at)
            if comment is None:
                return at
            at = comment.end

    def skip_back(self, at: int) -> int:
        """The end of what stands before ``at``, blanks and comments left out."""
        while True:
            at = self.skip_blanks_back(at)
            comment = self.comment_before(at)
            if comment is None:
                return at
            at = comment.start

    def skip_blanks(self, at: int) -> int:
        """The first offset from ``at`` that is not blank; comments count."""
        if at == 0 and self.text.startswith("\ufeff"):
            at = 1
        match = _BLANKS.match(self.text, at)
        return match.end() if match else at

    def skip_spaces(self, at: int) -> int:
        """The first offset from ``at`` that is no blank of its line."""
        match = _INDENT.match(self.text, at)
        return match.end() if match else at

    def skip_blanks_back(self, at: int, blanks: str = " \t\r\n") -> int:
        """The end of what stands before ``at``, comments included."""
        while at > 0 and self.text[at - 1] in blanks:
            at -= 1
        return at

    def comment_from(self, at: int) -> Span | None:
        """The comment that starts at ``at``."""
        index = bisect_left(self.comments, Span(at, 0))
        found = self.comments[index] if index < len(self.comments) else None
        return found if found is not None and found.start == at else None

    def comment_before(self, at: int) -> Span | None:
        """The comment that ends at ``at``."""
        index = bisect_left(self.comments, Span(at, 0)) - 1
        found = self.comments[index] if index >= 0 else None
        return found if found is not None and found.end == at else None

    def line_start(self, at: int) -> int:
        """Where the line of an offset starts."""
        if self.lines is not None:
            return self.lines.starts[bisect_right(self.lines.starts, at) - 1]
        after_feed = self.text.rfind("\n", 0, at) + 1
        return max(after_feed, self.text.rfind("\r", after_feed, at) + 1)

    def line_end(self, at: int) -> int:
        """Where the line of an offset ends, its line break left out."""
        match = _BREAK.search(self.text, at)
        return match.start() if match else len(self.text)

    def next_line(self, at: int) -> int | None:
        """Where the line after the offset starts when nothing but blanks is left on its own; else None."""
        match = _BREAK.match(self.text, self.skip_spaces(at))
        return match.end() if match else None

    def breaks(self, start: int, end: int) -> bool:
        """Whether a line ends between two offsets."""
        return _BREAK.search(self.text, start, end) is not None

    def blank_lines(self, start: int, end: int) -> int:
        """How many blank lines stand between two offsets with nothing but blanks between them."""
        return max(0, len(_BREAK.findall(self.text, start, end)) - 1)

    def starts_line(self, at: int) -> bool:
        """Whether nothing but blanks and comments stands before an offset on its line."""
        line = self.line_start(at)
        while True:
            at = self.skip_blanks_back(at, " \t")
            if at <= line:
                return True
            comment = self.comment_before(at)
            if comment is None:
                return self.text[line:at] == "\ufeff"
            at = comment.start

    def indent(self, at: int) -> str:
        """The blanks the line of an offset starts with; a comment of several lines counts for its first."""
        line = self.line_start(at)
        while comment := self._comment_around(line):
            line = self.line_start(comment.start)
        return self.text[line : self.skip_spaces(line)]

    def style(self, part: Span | None, *around: int) -> Style:
        """The habits at a part, if there is one, and in the containers around it, which start at the given offsets."""
        near = part.start if part is not None else self.line_start(around[0])
        colon = self._sample(_COLON, near) or ": "
        colon = colon if len(colon) <= _WIDEST_COLON else ": "
        flat = self._sample(_LIST_OF_STRINGS, near)
        return Style(
            newline=self.newline,
            unit=self._unit((part.start, *around) if part is not None else around),
            colon=colon,
            comma=self._comma(part, colon),
            padding=self._sample(_OBJECT_ON_A_LINE, near) or "",
            flat_lists=flat is None or not _BREAK.search(flat),
        )

    @property
    def newline(self) -> str:
        """How the first line ends."""
        return _first(_BREAK, self.text, 0, self.begin.start) or "\n"

    def prefers_one_line(self, siblings: Iterable[Span], flat: str) -> bool | None:
        """Whether the first sibling of the shape of ``flat`` stands on one line; None when there is none."""
        shape = _shape(flat)
        for start, end in siblings:
            if _shape(self.text[max(start, end - 40) : end]) == shape:
                return not self.breaks(start, end)
        return None

    def _comment_around(self, at: int) -> Span | None:
        index = bisect_left(self.comments, Span(at, 0)) - 1
        return self.comments[index] if index >= 0 and at < self.comments[index].end else None

    def _sample(self, pattern: re.Pattern[str], near: int) -> str | None:
        match = pattern.search(self.text, near, near + _NEAR)
        return match[1] if match else _first(pattern, self.text, 1, self.begin.start)

    def _comma(self, part: Span | None, colon: str) -> str:
        if part is not None:
            before = self.skip_blanks_back(part.start, " \t")
            if before > 0 and self.text[before - 1] == ",":
                return self.text[before - 1 : part.start]
        return ", " if colon.endswith(" ") else ","

    def _unit(self, starts: tuple[int, ...]) -> str:
        indents = [self.indent(at) for at in starts]
        for inner, around in pairwise(indents):
            if inner != around and inner.startswith(around):
                return inner.removeprefix(around)
        return _first_indent(self.text, *self.begin)


@lru_cache(maxsize=64)  # asked for each of thousands of fixes of one text
def _first(pattern: re.Pattern[str], text: str, group: int, start: int) -> str | None:
    """What shows of a habit where the text begins."""
    match = pattern.search(text, start, start + _NEAR)
    return match[group] if match else None


@lru_cache(maxsize=16)
def _first_indent(text: str, start: int, base: str) -> str:
    """By how much the first line that is indented stands further in than the text begins."""
    for match in _INDENTED_LINE.finditer(text, start, start + _NEAR):
        if match[1] != base and match[1].startswith(base):
            return match[1].removeprefix(base)
    return "  "


def _shape(text: str) -> tuple[str, bool] | None:
    """The kind of container a text ends with and whether that ends with an object; None for scalars and empty ones."""
    closer = text[-1:]
    if closer not in ("}", "]") or _EMPTY.fullmatch(text, max(text.rfind("{"), text.rfind("["))):
        return None
    return closer, text[:-1].rstrip().endswith("}")
