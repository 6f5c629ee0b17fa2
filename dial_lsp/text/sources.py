"""Texts with a name, which are files or parts of files, and places in them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from dial_lsp.text.places import Lines, Span, apply_edits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dial_lsp.text.hosts import Host
    from dial_lsp.text.places import Edit, Position


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

    @property
    def known_lines(self) -> Lines | None:
        """The line table, if somebody has asked for it."""
        return vars(self).get("lines")

    def position(self, offset: int) -> Position:
        """The line and column of an offset."""
        return self.lines.position(offset)

    def line_text(self, line: int) -> str:
        """The text of a line (counted from 1) without its line end."""
        start, end = self.line_span(line)
        return self.text[start:end]

    def line_span(self, line: int) -> Span:
        """Where a line (counted from 1) stands, without its line end; it may be too long to be copied."""
        start, end = self.lines.span(line)
        while end > start and self.text[end - 1] in "\r\n":
            end -= 1
        return Span(start, end)

    def edited(self, edits: Sequence[Edit]) -> Source:
        """The source after all edits. Raises ValueError when two of them overlap."""
        text = apply_edits(self.text, edits)
        return Source(self.path, text, self.host.edited(self.path, text, edits) if self.host else None)


class Location(NamedTuple):
    """Where something stands: a file and a range in it."""

    source: Source
    span: Span

    @property
    def in_file(self) -> Location:
        """The place in the file that the source is a part of; the location itself for a source that is a file."""
        host = self.source.host
        return self if host is None else Location(host.source, host.span_of(self.span))
