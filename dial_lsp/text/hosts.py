"""Where a text stands in a file of another language, such as JSON in YAML."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, Protocol

from dial_lsp.text.places import Edit, Span, apply_edits
from dial_lsp.text.sources import Source

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dial_lsp.text.stretches import Stretches


class Form(Protocol):
    """How a text is written in its file."""

    @property
    def reason(self) -> str:
        """Why no change of the text can be written into the file; empty where changes can."""

    @property
    def is_placed(self) -> bool:
        """Whether somebody can see in the file where a part of the text is; in a coded text nobody can."""

    def read(self, path: str, name: str, file: Source, span: Span) -> Source | None:
        """What stands at about a span of the file, written in this form; None where something else does."""

    def guess(self, path: str, name: str, file: Source, span: Span) -> Source | None:
        """The same of just this span, whatever ends it; None where it cannot be told at all."""

    def ways(self, host: Host, edits: Sequence[Edit]) -> Iterator[Sequence[Edit]]:
        """Edits of the file that may come to edits of the text, the best first; the file may read otherwise then."""

    def typed(self, text: str, host: Host) -> str:
        """A piece of the text as somebody would type it into the file."""


def room_behind(text: str, end: int) -> int:
    """Where the blank lines end that begin at an offset; the offset itself if no line ends before it."""
    if text[end - 1 : end] not in ("\r", "\n"):
        return end
    at = len(text) - len(text[end:].lstrip(" \t\r\n"))
    return at if at == len(text) else max(text.rfind("\n", end, at), text.rfind("\r", end, at), end - 1) + 1


class Written(NamedTuple):
    """A text after edits, with its file; and the edits of the file."""

    source: Source
    edits: tuple[Edit, ...]


@dataclass(frozen=True, eq=False)
class Host:
    """Where a source's text stands in a file, and how it is written there.

    Without ``stretches`` the text is as long as the file, with blanks for all that is not its own, so that an offset in
    one is the same offset in the other. Else they tell for each code point of the text where it is written.
    """

    source: Source  # the whole file
    span: Span  # the text's extent in the file
    name: str  # which text of the file it is, in words of its language, such as core.secrets."aidial.config.json"
    form: Form
    stretches: Stretches | None = None
    unknown: tuple[Span, ...] = ()  # strings of the source that stand for values nobody knows yet, as templates do
    statements: tuple[Span, ...] = ()  # blanks of the source that stand for code: members may come and go there
    is_unwritten: bool = False  # whether the text was changed in a way that the file cannot take

    @property
    def is_literal(self) -> bool:
        """Whether an edit of the text is the same edit of the file."""
        return self.stretches is None

    @property
    def is_template(self) -> bool:
        """Whether there is code in the text in the place of values or members."""
        return bool(self.unknown or self.statements)

    @property
    def is_coded(self) -> bool:
        """Whether a place in the text is no place in the file."""
        return not self.form.is_placed

    def written(self, path: str, text: str, edits: Sequence[Edit]) -> Written | None:
        """What edits that make this text of the source of a path come to in the file; None where it cannot take them.

        That is known by reading it again: then exactly the text stands there.
        """
        for made in self.form.ways(self, edits):
            file = Source(self.source.path, apply_edits(self.source.text, made))
            growth = sum(edit.growth for edit in made)
            again = self.form.read(path, self.name, file, Span(self.span.start, self.span.end + growth))
            if again is not None and again.text == text:
                return Written(again, tuple(made))
        return None

    def edited(self, path: str, text: str, edits: Sequence[Edit]) -> Host:
        """The host after edits that make this text of a source; it stays where the file cannot take them."""
        found = None if self.is_unwritten else self.written(path, text, edits)
        if found is None or found.source.host is None:
            return replace(self, is_unwritten=True)
        return found.source.host

    def span_of(self, span: Span) -> Span:
        """Where a span of the text stands in the file; nearest to it within the text's extent."""
        start, end = span
        if self.is_coded:
            return self.span
        if self.stretches is not None:
            first = self.stretches.place(start) + self.span.start
            start, end = first, self._end(end) if end > start else first
        start = self._within(start)
        return Span(start, max(self._within(end), start))

    def offset_of(self, offset: int) -> int:
        """The offset in the text of a place in the file; nearest to it where the file has something else."""
        return self._within(offset) if self.stretches is None else self.stretches.index(offset - self.span.start)

    def holds(self, offset: int) -> bool:
        """Whether a place in the file is one in the text, where somebody could write more of it."""
        start, end = self.span
        if self.is_coded:
            return False
        if self.source.text.startswith(("'", '"'), start):
            return start < offset < end
        return start <= offset < self.room or offset == self.room == len(self.source.text)

    @cached_property
    def room(self) -> int:
        """Where the blank lines behind the text end, which are more of it as soon as somebody writes there."""
        return room_behind(self.source.text, self.span.end)

    def _within(self, offset: int) -> int:
        start, end = self.span
        return offset if start <= offset <= self.room else min(max(offset, start), end)

    def _end(self, end: int) -> int:
        """Where the text before an offset ends: before the next code point, unless that stands on another line."""
        if self.stretches is None:
            return end
        last = self.stretches.place(min(end, self.stretches.length) - 1) + self.span.start
        following = self.stretches.place(end) + self.span.start
        between = self.source.text[last:following]
        return following if between.isprintable() and end < self.stretches.length else last + 1
