"""What the `paths` of routes match: patterns of Java's kind that must match the whole path of a request.

Every answer is exact or None. Two patterns are compared only in the regular part of Java's expressions; a path is
matched outside of it too, as long as that takes no more than a fixed number of steps.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dial_lsp.javaregex.automaton import Automaton
    from dial_lsp.javaregex.tree import Node, Regex

# What it takes to read patterns is imported when one is read, for most files have none.


def matches(pattern: str, path: str) -> bool | None:
    """Whether Core takes the path for one of this pattern; in time linear in the path, or bounded."""
    from dial_lsp.javaregex.automaton import runs
    from dial_lsp.javaregex.search import matches_whole

    found = runs(pattern, path, anywhere=False)
    return matches_whole(pattern, path) if found is None else found


@lru_cache(maxsize=1 << 14)
def covers(wide: str, narrow: str) -> bool | None:
    """Whether every path (a text that begins with "/", without line ends) that matches `narrow` also matches `wide`."""
    from dial_lsp.javaregex.comparison import has_text_beyond

    if wide == narrow and _parse(wide) is not None:
        return True
    left, right = _automaton(wide), _automaton(narrow)
    if left is None or right is None:
        return None
    if (text := _only_text(narrow)) is not None:
        return matches(wide, text)
    example = example_of(narrow)
    if example is None:
        return True
    if _part_ways(wide, narrow) or matches(wide, example) is False:
        return False
    beyond = has_text_beyond(left, right, "/")
    return None if beyond is None else not beyond


@lru_cache(maxsize=1 << 14)
def overlaps(one: str, other: str) -> bool | None:
    """Whether some path (a text that begins with "/", without line ends) matches both patterns."""
    from dial_lsp.javaregex.comparison import has_common_text

    left, right = _automaton(one), _automaton(other)
    if left is None or right is None:
        return None
    return False if _part_ways(one, other) else has_common_text(left, right, "/")


def can_match(pattern: str) -> bool | None:
    """Whether any path at all matches: `v1/x` never does, because a path begins with "/"."""
    from dial_lsp.javaregex.comparison import has_text

    built = _automaton(pattern)
    return None if built is None else has_text(built, "/")


@lru_cache(maxsize=1 << 12)
def example_of(pattern: str) -> str | None:
    """A path that matches a pattern; None if there is none, or none is known."""
    from dial_lsp.javaregex.comparison import text_in

    built = _automaton(pattern)
    return None if built is None else text_in(built, "/")


def _part_ways(one: str, other: str) -> bool:
    """Whether the letters both patterns begin with already differ, which spares comparing automata."""
    return any(a != b for a, b in zip(_beginning(one), _beginning(other), strict=False))


def _only_text(pattern: str) -> str | None:
    """The one path a pattern without any special character matches."""
    beginning = _beginning(pattern)
    return beginning if beginning.startswith("/") and len(beginning) == len(_items(pattern)) else None


@lru_cache(maxsize=1 << 14)
def _beginning(pattern: str) -> str:
    """The letters with which every text of a pattern begins, as far as they stand in it plainly."""
    from dial_lsp.javaregex.tree import Characters

    letters: list[str] = []
    for item in _items(pattern):
        ranges = item.ranges if isinstance(item, Characters) else None
        if not ranges or len(ranges) > 1 or ranges[0][0] != ranges[0][1]:
            break
        letters.append(chr(ranges[0][0]))
    return "".join(letters)


def _items(pattern: str) -> tuple[Node, ...]:
    """The parts of a pattern, one after the other; none if it has alternatives or cannot be read."""
    from dial_lsp.javaregex.tree import Sequence

    regex = _parse(pattern)
    return regex.root.items if regex is not None and isinstance(regex.root, Sequence) else ()


def _parse(pattern: str) -> Regex | None:
    from dial_lsp.javaregex.pattern import parse

    return parse(pattern)


def _automaton(pattern: str) -> Automaton | None:
    from dial_lsp.javaregex.automaton import automaton

    return automaton(pattern)
