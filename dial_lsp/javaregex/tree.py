"""The tree of a regular expression, as `pattern.parse` builds it: plain values, nothing is executed.

A set of characters is a sorted tuple of code point ranges, both ends included, that neither overlap nor touch; None
where we do not know which characters are meant (Unicode properties, case folding beyond ASCII).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

Ranges = tuple[tuple[int, int], ...]

LAST = 0x10FFFF
LINE_ENDS: Ranges = ((0x0A, 0x0A), (0x0D, 0x0D), (0x85, 0x85), (0x2028, 0x2029))


@dataclass(frozen=True, slots=True)
class Characters:
    """Exactly one code point out of a set; where that is not known, ``category`` may be its general category.

    A category is one or two letters as Unicode has them, behind a ``^`` if all others are meant.
    """

    ranges: Ranges | None
    category: str = ""


@dataclass(frozen=True, slots=True)
class Sequence:
    """One after the other; an empty one matches the empty text."""

    items: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several."""

    options: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """What stands in round brackets: plain (capturing or not), atomic, or looking around without consuming.

    ``number`` is that of a capturing group, from 1.
    """

    item: Node
    kind: Literal["plain", "atomic", "ahead", "behind"] = "plain"
    number: int = 0
    is_negative: bool = False


@dataclass(frozen=True, slots=True)
class Repeat:
    """A quantified node; `most` is None without an upper bound."""

    item: Node
    least: int
    most: int | None
    mode: Literal["greedy", "lazy", "possessive"] = "greedy"


@dataclass(frozen=True, slots=True)
class Anchor:
    """The start or end of the text or of a line; `newline` is the end, or just before a line end that ends the text."""

    place: Literal["start", "end", "newline", "line start", "line end"]


@dataclass(frozen=True, slots=True)
class Opaque:
    """Something no automaton is built for: a back reference, a word boundary, a grapheme, any line break.

    ``group`` is the number of the group that is referred to; 0 where its letter case does not count.
    """

    kind: Literal["reference", "boundary", "grapheme", "line break"]
    group: int = 0


Node = Characters | Sequence | Choice | Group | Repeat | Anchor | Opaque


@dataclass(frozen=True, slots=True)
class Regex:
    """A pattern that Java compiles, with its tree."""

    pattern: str
    root: Node


def union(sets: Iterable[Ranges | None]) -> Ranges | None:
    """All characters of all sets; unknown if one of them is."""
    pieces: list[tuple[int, int]] = []
    for ranges in sets:
        if ranges is None:
            return None
        pieces.extend(ranges)
    merged: list[tuple[int, int]] = []
    for low, high in sorted(pieces):
        if merged and low <= merged[-1][1] + 1:
            merged[-1] = merged[-1][0], max(high, merged[-1][1])
        else:
            merged.append((low, high))
    return tuple(merged)


def complement(ranges: Ranges | None) -> Ranges | None:
    """All characters that are not in the set."""
    if ranges is None:
        return None
    gaps, start = [], 0
    for low, high in ranges:
        if start < low:
            gaps.append((start, low - 1))
        start = high + 1
    return (*gaps, (start, LAST)) if start <= LAST else tuple(gaps)


def intersection(left: Ranges | None, right: Ranges | None) -> Ranges | None:
    """The characters that are in both sets."""
    return complement(union((complement(left), complement(right))))


def has(ranges: Ranges, char: str) -> bool:
    """Whether a character is in a known set."""
    code = ord(char)
    return any(low <= code <= high for low, high in ranges)
