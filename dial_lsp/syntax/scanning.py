"""The parts of sound text with their pointers, at the speed of a regular expression: no tree is made.

Text is sound here if every string is closed and brackets match; trailing commas do no harm.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from dial_lsp.syntax.comments import blank
from dial_lsp.text import Span
from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Mapping

    from dial_lsp.syntax.chunks import Entry
    from dial_lsp.syntax.tree import Pointer

_PART = compiled(r'"(?:[^"\\]++|\\.)*+"|[{}\[\],]|[^\s"{}\[\],:]++')
_CLOSES: dict[str, Kind] = {"}": "object", "]": "list"}

Kind: TypeAlias = Literal["name", "text", "bare", "object", "list"]


class Scanned(NamedTuple):
    """A part of a text: a name, a text, a bare word (number, true, false, null), an object or a list.

    Its extent has quotes and brackets in it. ``pointer`` leads to the value or, for a name, to the member it names;
    ``value`` is what a name or text says, and a bare word as it is written.
    """

    start: int
    end: int
    pointer: Pointer
    kind: Kind
    value: str = ""


def parts_of(text: str) -> Iterator[re.Match[str]]:
    """The strings, brackets, commas and bare words of a text; comments are none of these."""
    return _PART.finditer(blank(text).text)


def said_by(mark: str) -> str:
    """What a string says that is written so, with its quotes."""
    return mark[1:-1] if "\\" not in mark else str(json.loads(mark, strict=False))


def scan(text: str) -> Iterator[Scanned]:
    """The parts of one member, ``"name": value``; an object or list comes behind what is in it."""
    opened: list[tuple[Pointer, int, int]] = []  # of each open container: pointer, index in a list or -1, start
    pointer: Pointer = ()
    is_name = True
    for part in parts_of(text):
        mark = part[0]
        if mark[0] == '"':
            said = said_by(mark)
            if is_name and opened:
                pointer = (*opened[-1][0], said)
            yield Scanned(part.start(), part.end(), pointer, "name" if is_name else "text", said)
            is_name = False
        elif mark in "{[":
            opened.append((pointer, -1 if mark == "{" else 0, part.start()))
            is_name = mark == "{"
            pointer = pointer if is_name else (*pointer, 0)
        elif mark == ",":
            if opened:
                outer, index, start = opened[-1]
                is_name = index < 0
                if not is_name:
                    opened[-1] = (outer, index + 1, start)
                    pointer = (*outer, index + 1)
        elif mark not in "}]":
            yield Scanned(part.start(), part.end(), pointer, "bare", mark)
        elif opened:
            pointer, _, start = opened.pop()
            yield Scanned(start, part.end(), pointer, _CLOSES[mark])
            is_name = False


class Found(NamedTuple):
    """Where what a pointer leads to stands, and its name if it is a member."""

    value: Span
    key: Span | None


def whole_of(entry: Entry) -> Found:
    """Where the value and the name of a sound entry itself stand, for which nothing inside is looked at."""
    parts = parts_of(entry.text)
    key, value = next(parts), next(parts)
    return Found(Span(value.start(), len(entry.text)), Span(*key.span()))


def places_of(entry: Entry) -> Mapping[Pointer, Found] | None:
    """The places in a sound entry by pointer; None where only a tree can tell: a name occurs twice."""
    known: Mapping[Pointer, Found] | None = entry.memo.get("places", _UNKNOWN)
    if known is _UNKNOWN:
        known = _places(entry.text)
        if known is None or sum(map(len, known)) <= _DEEP * len(known):
            entry.memo["places"] = known
    return known


_DEEP = 50
"""Places that lie deeper on the average, whose pointers take much memory, are not kept with each entry."""


_UNKNOWN: Mapping[Pointer, Found] = {}


@lru_cache(maxsize=2)
def _places(text: str) -> Mapping[Pointer, Found] | None:
    keys: dict[Pointer, Span] = {}
    found: dict[Pointer, Found] = {}
    for part in scan(text):
        span = Span(part.start, part.end)
        if part.kind == "name":
            if part.pointer in keys:
                return None
            keys[part.pointer] = span
        else:
            found[part.pointer] = Found(span, keys.get(part.pointer))
    return found if () in found else None
