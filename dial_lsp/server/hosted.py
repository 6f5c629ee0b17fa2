"""Measures a text that stands in a file of another language, in places of that file: the only place that maps them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lsprotocol import types

    from dial_lsp.server.convert import Ruler
    from dial_lsp.text import Host


class HostedRuler:
    """Takes and gives offsets of the text, as ``Ruler`` does for a text that is a file."""

    __slots__ = ("_file", "_host")

    def __init__(self, file: Ruler, host: Host) -> None:
        self._file = file
        self._host = host

    def offset(self, position: types.Position) -> int:
        """The code point of the text that a client means."""
        return self._host.offset_of(self._file.offset(position))

    def position(self, offset: int) -> types.Position:
        """Where a code point stands for the client."""
        return self._file.position(self._at(offset))

    def place(self, offset: int) -> tuple[int, int]:
        """The same as two numbers."""
        return self._file.place(self._at(offset))

    def lines_of(self, offsets: Iterable[int]) -> list[int]:
        """The lines of code points."""
        return self._file.lines_of(map(self._at, offsets))

    def span(self, given: types.Range) -> Span:
        """The part of the text that is in a range; all of a coded text."""
        if self._host.is_coded:
            return Span(0, len(self._host.source.text))
        start, end = self._file.span(given)
        return Span(self._host.offset_of(start), self._host.offset_of(end))

    def range(self, span: Span) -> types.Range:
        """The range of a span."""
        return self._file.range(self._host.span_of(span))

    def json(self, span: Span) -> str:
        """The same as the protocol's JSON."""
        return self._file.json(self._host.span_of(span))

    @property
    def quotes(self) -> bool:
        """Whether something is written in another way than it is read."""
        return not self._host.is_literal

    def typed(self, text: str) -> str:
        """A piece of the text as it is written in the file."""
        return self._host.form.typed(text, self._host)

    def _at(self, offset: int) -> int:
        return self._host.span_of(Span(offset, offset)).start
