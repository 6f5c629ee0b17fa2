"""How the time Java takes for a pattern grows with the length of the text, for patterns that backtrack.

Java 9 and later remember where a loop failed, so nested repetition is no longer exponential; what is left grows with a
power of the length. Measured with Java 17: `(a+)+` with the square, `.*.*.*x` and `(a+a+)+b` with the third power, the
latter 47 seconds for 2000 characters.
"""

from __future__ import annotations

from functools import lru_cache

from dial_lsp.javaregex.pattern import parse
from dial_lsp.javaregex.tree import (
    LINE_ENDS,
    Anchor,
    Characters,
    Choice,
    Group,
    Node,
    Ranges,
    Repeat,
    Sequence,
    complement,
    has,
)

_MOST = 9
_MANY_SETS = 64
_ANYTHING = complement(LINE_ENDS)


@lru_cache(maxsize=1024)
def growth(pattern: str) -> int:
    """The power of the text's length with which the time grows at least, 0 where nothing repeats; never too large."""
    regex = parse(pattern)
    if regex is None:
        return 0
    root = _without_end(regex.root)
    if not _has_loop(root):
        return 0
    chars = {chr(ranges[0][0]) for ranges in _sets(root) if ranges}
    if len(chars) > _MANY_SETS:
        return 0
    return max((_best(root, char) for char in chars), default=0)


def _without_end(root: Node) -> Node:
    """A pattern that ends in `.*` cannot fail there any more, so nothing before is tried again because of it."""
    items = list(root.items) if isinstance(root, Sequence) else [root]
    while items and _takes_anything(items[-1]):
        items.pop()
    return Sequence(tuple(items))


def _takes_anything(node: Node) -> bool:
    while isinstance(node, Group) and node.kind == "plain":
        node = node.item
    if isinstance(node, Anchor):
        return node.place in ("end", "newline")
    if not isinstance(node, Repeat) or node.most is not None or not isinstance(node.item, Characters):
        return False
    ranges = node.item.ranges
    return ranges is not None and _ANYTHING is not None and set(_ANYTHING) <= set(ranges)


def _has_loop(node: Node) -> bool:
    match node:
        case Sequence(items) | Choice(items):
            return any(map(_has_loop, items))
        case Group(item):
            return _has_loop(item)
        case Repeat(item):
            return node.most is None or _has_loop(item)
    return False


def _sets(node: Node) -> list[Ranges]:
    match node:
        case Characters(ranges):
            return [ranges] if ranges else []
        case Sequence(items) | Choice(items):
            return [found for item in items for found in _sets(item)]
        case Group(item) | Repeat(item):
            return _sets(item)
    return []


def _best(node: Node, char: str) -> int:
    """The most loops over one character that follow each other anywhere in the node."""
    match node:
        case Sequence(items):
            best = run = 0
            for item in items:
                through = _through(item, char)
                run = 0 if through is None else run + through
                best = max(best, run, _best(item, char))
            return best
        case Choice(options):
            return max((_best(option, char) for option in options), default=0)
        case Group(item, "plain"):
            return _best(item, char)
        case Repeat(item):
            return max(_best(item, char), _through(node, char) or 0)
    return 0


def _through(node: Node, char: str) -> int | None:
    """The loops on a way through the node that reads nothing but the character; None where there is no such way."""
    way: int | None = None
    match node:
        case Characters(ranges):
            way = 0 if ranges is not None and has(ranges, char) else None
        case Sequence(items):
            ways = [_through(item, char) for item in items]
            way = None if None in ways else min(sum(one or 0 for one in ways), _MOST)
        case Choice(options):
            way = max((one for option in options if (one := _through(option, char)) is not None), default=None)
        case Group(item, "plain"):
            way = _through(item, char)
        case Repeat(mode="greedy" | "lazy"):
            way = _around(node, char)
        case Repeat(item, least):
            way = 0 if least == 0 or _through(item, char) is not None else None
        case Anchor():
            way = 0
    return way


def _around(node: Repeat, char: str) -> int | None:
    inside = _through(node.item, char)
    if inside is None:
        return 0 if node.least == 0 else None
    return min(inside + 1 if node.most is None else inside * node.most, _MOST)
