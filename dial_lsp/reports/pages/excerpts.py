"""What stands at a place, as a page shows it: the member with its value, the part that is meant marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.reports.excerpt import line_of
from dial_lsp.reports.frame import CUT, printable
from dial_lsp.text import Span
from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dial_lsp.masking.masks import Masked
    from dial_lsp.model.config import Config
    from dial_lsp.model.place import Place
    from dial_lsp.reports.excerpt import Line
    from dial_lsp.syntax import Document
    from dial_lsp.text import Source

_MOST = 6  # lines
_INDENT = compiled(r"[ \t]*")

Excerpt = tuple[str, str, str]
"""The text before what is meant, what is meant, and the text behind it; without secrets."""


class Excerpts:
    """Excerpts of the files of one config."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._documents: Mapping[str, Document] = {document.source.path: document for document in config.documents}
        self._secrets: dict[str, Sequence[Masked]] = {}

    def at(self, place: Place) -> Excerpt:
        """The lines of the member at a place; of an element of a list the member that is the list."""
        meant = self._config.locate(place)
        around = self._config.locate(_member(place))
        whole = around.span if around.source is meant.source and _holds(around.span, meant.span) else meant.span
        start, end = meant.source.line_span(meant.source.position(whole.start).line)
        indent = _INDENT.match(meant.source.text, start, end)
        lines = list(_lines(meant.source, whole, meant.span, self._of(meant.source)))
        return _joined(lines, len(printable(indent[0])) if indent else 0)

    def _of(self, source: Source) -> Sequence[Masked]:
        known = self._secrets.get(source.path)
        if known is None:
            known = self._secrets[source.path] = self._config.secrecy.masked(self._documents[source.path])
        return known


def _member(place: Place) -> Place:
    pointer = place.pointer
    while pointer and isinstance(pointer[-1], int):
        pointer = pointer[:-1]
    return type(place)(place.entry, pointer, "member")


def _holds(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _lines(source: Source, whole: Span, meant: Span, secrets: Sequence[Masked]) -> Iterator[Line | None]:
    """The lines of the whole that are shown; None stands for those that are left out."""
    first, last = (source.position(at).line for at in (whole.start, max(whole.start, whole.end - 1)))
    shown = _chosen(first, last, source.position(meant.start).line)
    for number in shown:
        if number is None:
            yield None
            continue
        start, end = source.line_span(number)
        line = Span(max(start, whole.start), min(end, whole.end))
        inside = Span(min(max(meant.start, line.start), line.end), max(min(meant.end, line.end), line.start))
        yield line_of(number, source.text, line, inside, secrets)


def _chosen(first: int, last: int, meant: int) -> list[int | None]:
    """The numbers of the lines to show: all if they are few, else the first and those that are meant."""
    if last - first < _MOST:
        return list(range(first, last + 1))
    if meant < first + _MOST - 1:
        return [*range(first, first + _MOST - 1), None]
    until = min(meant + 2, last + 1)
    return [first, None, *range(meant - 1, until), *([None] if until <= last else [])]


def _joined(lines: Sequence[Line | None], indent: int) -> Excerpt:
    """The lines as three texts, those behind the first without so much of their indentation."""
    text = ""
    start = end = 0
    for number, line in enumerate(lines):
        whole = CUT if line is None else line.before + line.marked + line.after
        cut = min(indent, len(whole) - len(whole.lstrip(" "))) if number else 0
        if line is not None and line.marked:
            behind = len(text) + len(line.before) + len(line.marked) - cut
            start = start if end else max(len(text), len(text) + len(line.before) - cut)
            end = behind
        text += whole[cut:] + ("\n" if number + 1 < len(lines) else "")
    return text[:start], text[start:end], text[end:]
