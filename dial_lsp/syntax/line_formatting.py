"""Formatting of what is laid out in lines already, line by line: all that may change there is the indentation.

What is not understood so is left to the printer, which goes token by token: it gets the text with a single token in the
place of each stretch that is done. Both make the same edits.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from dial_lsp.syntax.layout import WIDTH
from dial_lsp.text import Edit, Span
from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dial_lsp.syntax.entries import Document, Entry

_STRING = r'"(?:[^"\\\r\n]++|\\[^\r\n])*+"'
_SCALAR = rf'(?:{_STRING}|[^\s"{{}}\[\],:/]++)'
_IN_LINE = rf"[\[{{](?:{_SCALAR}(?:: )?|, )*+[\]}}]"
for _ in range(3):  # so deep are lists and objects that stand on one line
    _IN_LINE = rf"[\[{{](?:{_SCALAR}(?:: )?|, |{_IN_LINE})*+[\]}}]"
_PART = rf"(?:{_STRING}: )?(?:(?P<open>[\[{{])|{_SCALAR},?|(?P<whole>{_IN_LINE}),?)"
_LINE = compiled(rf"(?P<indent>[ \t]*+)(?:(?P<close>[\]}}]),?|{_PART})")
_DEPTH = 2
"""Of entries, in levels of indentation."""
_TAB = 4
_Gap = tuple[int, int, str]
"""Where it starts and ends in an entry, and what it is to be."""


class Look(NamedTuple):
    """How a text is to be: one level of indentation, what ends lines and what stands before each."""

    unit: str
    newline: str
    base: str = ""

    def line(self, depth: int) -> str:
        """What stands between two lines, the second one so deep."""
        return self.newline + self.base + self.unit * depth


class Rest(NamedTuple):
    """What the printer has still to do: a text with one token for each stretch that is done, and where they stand."""

    text: str
    done: tuple[Span, ...]
    edits: tuple[Edit, ...]
    """Those in what is done."""

    def placed(self, edits: Iterable[Edit]) -> tuple[Edit, ...]:
        """All edits of the whole text, with these of the rest."""
        cut = [0, *accumulate(span.end - span.start - 1 for span in self.done)]
        starts = [span.start - before for span, before in zip(self.done, cut, strict=False)]

        def at(offset: int) -> int:
            return offset + cut[bisect_left(starts, offset)]

        outer = [Edit(Span(at(edit.span.start), at(edit.span.end)), edit.text) for edit in edits]
        return tuple(sorted((*self.edits, *outer), key=_place)) if self.edits else tuple(outer)


def rest_of(document: Document, look: Look) -> Rest:
    """Format the entries of a sound text that are laid out in lines; the rest is for the printer."""
    text, done, edits = document.source.text, list[Span](), list[Edit]()
    comma = "," + look.line(_DEPTH)
    for section in document.sections:
        for entry in section.entries if section.kind == "object" else ():
            start = document.offset_of(entry)
            inside = _inside(entry, look) if entry.name is not None and _starts_line(text, start) else None
            if inside is None:
                continue
            edits += [Edit(Span(start + first, start + last), gap) for first, last, gap in inside]
            end = start + len(entry.text)
            if done and text[done[-1].end : start] == comma:
                done[-1] = Span(done[-1].start, end)
            else:
                done.append(Span(start, end))
    return Rest("".join(_cut(text, done)), tuple(done), tuple(edits))


def _place(edit: Edit) -> Span:
    return edit.span


def _cut(text: str, done: Sequence[Span]) -> Iterator[str]:
    behind = 0
    for start, end in done:
        yield text[behind:start]
        yield "0"
        behind = end
    yield text[behind:]


def _starts_line(text: str, start: int) -> bool:
    while start and text[start - 1] in " \t":
        start -= 1
    return start > 0 and text[start - 1] in "\r\n"


def _inside(entry: Entry, look: Look) -> list[_Gap] | None:
    """What is to be done in an entry; that it is nothing is found out once in the entry's life."""
    if entry.memo.get("laid out") == look:
        return []
    found = _indented(entry.text, look)
    if found == []:
        entry.memo["laid out"] = look
    return found


def _indented(text: str, look: Look) -> list[_Gap] | None:
    """The gaps between the lines of an entry that are to be others; None where that is not all there is to do."""
    found: list[_Gap] = []
    depth, at, was_opened = _DEPTH, 0, False
    line_end, level = len(look.newline), len(look.unit.expandtabs(_TAB))
    margins = [look.base + look.unit * deep for deep in range(_DEPTH + 1)]
    for line in text.split(look.newline):
        match = _LINE.fullmatch(line)
        if match is None:
            return None
        indent, (close, opened, whole) = match.end(1), match.group("close", "open", "whole")
        if close:
            depth -= 1
            if was_opened:
                return None
        elif depth == len(margins):
            margins.append(margins[-1] + look.unit)
        if at and line[:indent] != margins[depth]:
            found.append((at - line_end, at + indent, look.newline + margins[depth]))
        if whole and level * depth + len(line) - indent >= WIDTH:
            return None  # it may have to be spread
        was_opened = opened is not None
        depth += was_opened
        at += len(line) + line_end
    return found
