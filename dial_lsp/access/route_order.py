"""What earlier routes leave to later ones: who takes which requests first, decided on the patterns themselves.

Core tries routes in ascending order and stops at the first whose methods and patterns fit. Where a comparison of two
patterns is unknown, nothing is said to be taken.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from dial_lsp.access.routes import null_pattern
from dial_lsp.model.change import Insert, Replace
from dial_lsp.schema import route_patterns
from dial_lsp.schema.fields import field_of
from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dial_lsp.model.change import Change
    from dial_lsp.model.routing import Route
    from dial_lsp.schema.versions import Version

EVERY_PATH = "/.*"

Methods = frozenset[str] | None
"""Some HTTP methods; None are all there are."""

_LITERAL = compiled(r"\^?([\w/~%@,;=&' -]*)")
_PLAIN = compiled(r"[\w/~%@,;=&' -]*", re.ASCII)
_MOST_NEAR = 200  # earlier patterns that one is compared with
_STEPS, _MOST_STEPS = 20, 15_000  # a comparison of two patterns takes a millisecond or so
_STEPS_OF_PLAIN, _STEPS_OF_STRANGERS = 1, 4  # that of a path, or of patterns that are found to differ, much less
_QUANTIFIERS = ("?", "*", "+", "{")


class Request(NamedTuple):
    """The requests a route asks for: methods, and patterns (none: every path)."""

    methods: Methods
    patterns: tuple[str, ...]

    @property
    def takes_every_path(self) -> bool:
        """Whether any path at all fits, whatever the method."""
        return not self.patterns or any(
            len(_start(pattern)) <= len("/") and _covers(pattern, EVERY_PATH) for pattern in self.patterns
        )


class Taken(NamedTuple):
    """Requests a route never sees: those of one pattern (by index) with these methods, and the routes that take them.

    ``whole`` tells whether nothing is left of the pattern.
    """

    pattern: int
    methods: Methods
    by: tuple[int, ...]
    whole: bool


@dataclass(frozen=True)
class Contest:
    """Routes that compete, in the order they are tried, with what each asks for and what earlier ones take of it."""

    routes: tuple[Route, ...]
    requests: tuple[Request | None, ...]
    taken: tuple[tuple[Taken, ...], ...]
    left_out: int = 0  # comparisons of patterns that were too many; what they would have found is not said to be taken

    def is_dead(self, at: int) -> bool:
        """Whether nothing is left to a route: every pattern that matches anything is taken whole."""
        request = self.requests[at]
        if request is None:
            return False
        whole = {one.pattern for one in self.taken[at] if one.whole}
        if not whole:
            return False
        usable = [
            index for index, pattern in enumerate(_patterns(request)) if route_patterns.can_match(pattern) is not False
        ]
        return whole.issuperset(usable)

    def is_catch_all(self, at: int) -> bool:
        """Whether a route takes every path, if only for some methods."""
        request = self.requests[at]
        return request is not None and request.takes_every_path

    def takers(self, at: int) -> tuple[int, ...]:
        """The earlier routes that take anything of a route."""
        return tuple(sorted({index for one in self.taken[at] for index in one.by}))

    def victims(self, at: int) -> tuple[list[Route], list[Route]]:
        """The routes behind one that get nothing because of it, and those that miss some of the methods they name."""
        hidden, robbed = [], []
        mine = self.requests[at]
        for later in self._losers.get(at, ()):
            request = self.requests[later]
            if mine is None or request is None:
                continue
            if mine.methods is None or (request.methods is not None and request.methods <= mine.methods):
                hidden.append(self.routes[later])
            elif request.methods is not None and not self.is_dead(later):
                robbed.append(self.routes[later])
        return hidden, robbed

    @cached_property
    def _losers(self) -> dict[int, list[int]]:
        """The later routes that each takes anything of."""
        found: dict[int, list[int]] = {}
        for later in range(len(self.requests)):
            for taker in self.takers(later):
                found.setdefault(taker, []).append(later)
        return found

    def would_hide(self, at: int, others: Iterable[int]) -> bool:
        """Whether a route tried first would leave nothing to one of these others."""
        return any(is_hidden(self.requests[other], self.requests[at]) for other in others)


def is_hidden(request: Request | None, *earlier: Request | None) -> bool:
    """Whether these routes, tried first, leave nothing to a request."""
    requests = (*earlier, request)
    return Contest((), requests, *taken_by_earlier(requests)).is_dead(len(earlier))


def placed_before(route: Route, other: Route, version: Version) -> Change | None:
    """The change of ``order`` that has a route tried before another; None where no order is low enough."""
    order = field_of("Route", "order")
    if other.order <= 0 or (order is not None and order.since is not None and version < order.since):
        return None
    written = route.field("order")
    if written.exists:
        return Replace(written.at, other.order - 1)
    prefix = "dial:" if isinstance(route.raw, dict) and any(name.startswith("dial:") for name in route.raw) else ""
    return Insert(route.at, f"{prefix}order", other.order - 1)


def request_of(route: Route) -> Request | None:
    """What a route asks for; None where Core would fail on a null, or where no real method is named."""
    if null_pattern(route) is not None:
        return None
    written = [method for method in route.methods if method is not None]
    usable = frozenset(method for method in written if method == method.upper())
    if route.methods and not usable:
        return None
    patterns = tuple(pattern for pattern, _ in route.patterns)
    return Request(usable if route.methods else None, patterns)


@lru_cache(maxsize=32)
def taken_by_earlier(requests: tuple[Request | None, ...]) -> tuple[tuple[tuple[Taken, ...], ...], int]:
    """For each route of a table what earlier ones take of it, and how many comparisons were left out.

    Kept for as long as the routes stay the same.
    """
    earlier = _Earlier()
    found = []
    for at, request in enumerate(requests):
        found.append(() if request is None else tuple(_taken(request, earlier)))
        if request is not None:
            earlier.add(at, request)
    return tuple(found), earlier.left_out


class _Earlier:
    """The routes so far by the literal text their patterns begin with, so that few are compared with each other."""

    def __init__(self) -> None:
        self.by_start: dict[str, list[tuple[int, str, Methods]]] = {}
        self.starts: list[str] = []
        self._lengths: list[int] = []  # those that starts have
        self.left_out = 0
        self._left = _MOST_STEPS
        self._known: dict[tuple[str, str], bool] = {}

    def add(self, at: int, request: Request) -> None:
        for pattern in _patterns(request):
            start = _start(pattern)
            if start not in self.by_start:
                self.by_start[start] = []
                insort(self.starts, start)
                self._note_length(len(start))
            self.by_start[start].append((at, pattern, request.methods))

    def _note_length(self, length: int) -> None:
        at = bisect_left(self._lengths, length)
        if self._lengths[at : at + 1] != [length]:
            self._lengths.insert(at, length)

    def takes(self, wide: str, narrow: str) -> bool:
        """Whether the wide pattern surely matches all the narrow one does; not said where that was asked too often."""
        known = self._known.get((wide, narrow))
        if known is None:
            is_plain = _PLAIN.fullmatch(narrow)
            cost = _STEPS_OF_PLAIN if is_plain else _STEPS
            if self._left < cost:
                self.left_out += 1
                return False
            known = self._known[wide, narrow] = _covers(wide, narrow)
            self._left -= cost if known or is_plain else _STEPS_OF_STRANGERS
        return known

    def compared(self, pattern: str) -> Iterator[tuple[int, str, Methods]]:
        """Some of those near, if they are very many."""
        near = self.near(pattern)
        yield from islice(near, _MOST_NEAR)
        self.left_out += next(near, None) is not None

    def near(self, pattern: str) -> Iterator[tuple[int, str, Methods]]:
        """Those one of whose texts may be one of this pattern's: one start is the beginning of the other."""
        start = _start(pattern)
        for length in self._lengths[: bisect_right(self._lengths, len(start))]:
            yield from self.by_start.get(start[:length], ())
        for at in range(bisect_right(self.starts, start), len(self.starts)):
            if not self.starts[at].startswith(start):
                return
            yield from self.by_start[self.starts[at]]


def _taken(request: Request, earlier: _Earlier) -> Iterator[Taken]:
    for at, pattern in enumerate(_patterns(request)):
        takers: dict[int, Methods] = {}
        for index, wide, methods in earlier.compared(pattern):
            common = _common(request.methods, methods)
            if index not in takers and common != frozenset() and earlier.takes(wide, pattern):
                takers[index] = common
        if takers and route_patterns.can_match(pattern) is not False:
            methods = _union(list(takers.values()))
            whole = methods is None or methods == request.methods
            yield Taken(at, methods, tuple(sorted(takers)), whole)


def _patterns(request: Request) -> tuple[str, ...]:
    return request.patterns or (EVERY_PATH,)


def _common(one: Methods, other: Methods) -> Methods:
    if one is None:
        return other
    return one if other is None else one & other


def _union(sets: Sequence[Methods]) -> Methods:
    found: frozenset[str] = frozenset()
    for methods in sets:
        if methods is None:
            return None
        found |= methods
    return found


@lru_cache(maxsize=65536)
def _covers(wide: str, narrow: str) -> bool:
    """Whether the wide pattern surely matches all the narrow one does."""
    if _PLAIN.fullmatch(narrow):
        return route_patterns.matches(wide, narrow) is True
    return route_patterns.covers(wide, narrow) is True


@lru_cache(maxsize=4096)
def _start(pattern: str) -> str:
    """Literal text every match begins with; empty where that is not plain to see."""
    if "|" in pattern or "\\" in pattern:
        return ""
    found = _LITERAL.match(pattern)
    if found is None:
        return ""
    is_repeated = pattern[found.end() : found.end() + 1] in _QUANTIFIERS
    return found[1][:-1] if is_repeated else found[1]
