"""Offsets, spans, lines and edits; knows no JSON.

A position is an index into the text in code points. Lines end with CR LF, CR or LF and with nothing else:
``str.splitlines`` would also break at U+2028, which is legal inside a JSON string.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

_LINE_END = re.compile(r"\r\n|\r|\n")


class Span(NamedTuple):
    """A half-open range of code points."""

    start: int
    end: int

    def shifted(self, by: int) -> Span:
        """The same range, ``by`` code points further on."""
        return Span(self.start + by, self.end + by)


class Position(NamedTuple):
    """A place for people: both numbers count from 1, columns in code points."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace the text of ``span`` by ``text``; an empty span inserts."""

    span: Span
    text: str


class Lines:
    """Where the lines of a text begin."""

    def __init__(self, text: str) -> None:
        self.length = len(text)
        self.starts = [0, *(match.end() for match in _LINE_END.finditer(text))]

    def position(self, offset: int) -> Position:
        """The line and column of an offset; offsets past the end count as the end."""
        offset = min(max(offset, 0), self.length)
        line = bisect_right(self.starts, offset)
        return Position(line, offset - self.starts[line - 1] + 1)

    def span(self, line: int) -> Span:
        """The extent of a line (counted from 1), its line end included."""
        end = self.starts[line] if line < len(self.starts) else self.length
        return Span(self.starts[line - 1], end)


@dataclass(frozen=True, eq=False)
class Source:
    """One file's path, as the user wrote it, and its current text; with a host, a text that stands inside a file.

    A source with a host has the path of the file unless several texts of it make one project: then each has a path of
    its own, and ``file`` is the path to open and to show.
    """

    path: str
    text: str
    host: Host | None = None

    @property
    def file(self) -> str:
        """The path of the file, whether the text is all of it or a part."""
        return self.host.source.path if self.host else self.path

    @cached_property
    def lines(self) -> Lines:
        """The line table, made when somebody first asks for a line."""
        return Lines(self.text)

    def position(self, offset: int) -> Position:
        """The line and column of an offset."""
        return self.lines.position(offset)

    def line_text(self, line: int) -> str:
        """The text of a line (counted from 1) without its line end."""
        start, end = self.lines.span(line)
        return self.text[start:end].rstrip("\r\n")

    def edited(self, edits: Sequence[Edit]) -> Source:
        """The source after all edits. Raises ValueError when two of them overlap."""
        host = self.host.edited(edits) if self.host else None
        return Source(self.path, apply_edits(self.text, edits), host)


@dataclass(frozen=True, eq=False)
class Host:
    """Where a source's text stands in a file of another language, such as JSON in YAML.

    Without ``offsets`` the text is as long as the file, with blanks for all that is not its own, so that an offset in
    one is the same offset in the other. Else ``offsets`` tells for each code point of the text where it is written in
    the file; where nothing can be told (the text is coded) it is empty.
    """

    source: Source  # the whole file
    span: Span  # the text's extent in the file
    name: str  # which text of the file it is, in words of its language, such as core.secrets."aidial.config.json"
    offsets: Sequence[int] | None = None
    unknown: tuple[Span, ...] = ()  # strings of the source that stand for values nobody knows yet, as templates do
    statements: tuple[Span, ...] = ()  # blanks of the source that stand for code: members may come and go there

    quoting: Callable[[str], str] | None = None  # how a piece of the text is written, where that can be told

    @property
    def is_literal(self) -> bool:
        """Whether an edit of the text is the same edit of the file."""
        return self.offsets is None

    @property
    def is_editable(self) -> bool:
        """Whether edits of the text can be written into the file."""
        return self.is_literal or self.quoting is not None

    def written(self, edits: Sequence[Edit]) -> tuple[Edit, ...]:
        """The edits of the file that edits of an editable text come to."""
        if self.offsets is None or self.quoting is None:
            return tuple(edits)
        ends = (*self.offsets, self.span.end - 1)
        return tuple(Edit(Span(ends[edit.span.start], ends[edit.span.end]), self.quoting(edit.text)) for edit in edits)

    @property
    def is_template(self) -> bool:
        """Whether there is code in the text in the place of values or members."""
        return bool(self.unknown or self.statements)

    @property
    def is_coded(self) -> bool:
        """Whether a place in the text is no place in the file."""
        return self.offsets is not None and not self.offsets

    def span_of(self, span: Span) -> Span:
        """Where a span of the text stands in the file; nearest to it within the text's extent."""
        start, end = span
        if self.offsets is not None:
            if not self.offsets:
                return self.span
            last = len(self.offsets) - 1
            first = self.offsets[min(start, last)]
            start, end = first, self._end(end) if end > start else first
        start = min(max(start, self.span.start), self.span.end)
        return Span(start, min(max(end, start), self.span.end))

    def offset_of(self, offset: int) -> int:
        """The offset in the text of a place in the file; nearest to it where the file has something else."""
        if self.offsets is None:
            return min(max(offset, self.span.start), self.span.end)
        return bisect_left(self.offsets, offset)

    def holds(self, offset: int) -> bool:
        """Whether a place in the file is one in the text, where somebody could write more of it."""
        start, end = self.span
        if self.is_coded or not start <= offset <= end:
            return False
        if self.offsets is not None and self.source.text[start : start + 1] in ("'", '"'):
            return start < offset < end
        return offset < end or self.source.text[end - 1 : end] not in ("\r", "\n")

    def _end(self, end: int) -> int:
        """Where the text before an offset ends: before the next code point, unless that stands on another line."""
        offsets = self.offsets or ()
        last = offsets[min(end, len(offsets)) - 1]
        following = offsets[end] if end < len(offsets) else self.span.end
        between = self.source.text[last:following]
        return following if between.isprintable() and end < len(offsets) else last + 1

    def _moved_offsets(self, edits: Sequence[Edit]) -> Sequence[int] | None:
        """Where each code point of the edited text is written."""
        if self.offsets is None or self.quoting is None:
            return self.offsets
        moved: list[int] = []
        done = growth = 0
        for edit, made in sorted(zip(edits, self.written(edits), strict=True), key=lambda both: both[0].span):
            moved += (offset + growth for offset in self.offsets[done : edit.span.start])
            at = made.span.start + growth
            for character in edit.text:
                moved.append(at)
                at += len(self.quoting(character))
            growth += len(made.text) - (made.span.end - made.span.start)
            done = edit.span.end
        return [*moved, *(offset + growth for offset in self.offsets[done:])]

    def edited(self, edits: Sequence[Edit]) -> Host:
        """The host when the text is edited: with edits that say the same if it is editable, else as it was."""
        if not self.is_editable:
            return self
        made = self.written(edits)
        growth = sum(len(edit.text) - (edit.span.end - edit.span.start) for edit in made)
        return replace(
            self,
            source=Source(self.source.path, apply_edits(self.source.text, made)),
            span=Span(self.span.start, self.span.end + growth),
            offsets=self._moved_offsets(edits),
            unknown=_moved(self.unknown, edits),
            statements=_moved(self.statements, edits),
        )


class Location(NamedTuple):
    """Where something stands: a file and a range in it."""

    source: Source
    span: Span

    @property
    def in_file(self) -> Location:
        """The place in the file that the source is a part of; the location itself for a source that is a file."""
        host = self.source.host
        return self if host is None else Location(host.source, host.span_of(self.span))


def _moved(spans: Iterable[Span], edits: Sequence[Edit]) -> tuple[Span, ...]:
    """Where the spans are after the edits; those that an edit replaces are gone."""
    return tuple(
        span.shifted(sum(len(edit.text) - edit.span.end + edit.span.start for edit in edits if edit.span <= span))
        for span in spans
        if not any(edit.span.start < span.end and span.start < edit.span.end for edit in edits)
    )


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """The text after all edits, whose spans speak of the text before any of them.

    Raises ValueError when two edits overlap.
    """
    pieces: list[str] = []
    done = 0
    for edit in sorted(edits, key=lambda edit: edit.span):
        if edit.span.start < done:
            raise ValueError(f"edits overlap at offset {edit.span.start}")
        pieces += (text[done : edit.span.start], edit.text)
        done = edit.span.end
    pieces.append(text[done:])
    return "".join(pieces)
