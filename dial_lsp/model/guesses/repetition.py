"""Parts of a text that are repeated, which take as many guesses as the part does, times the repetitions."""

from __future__ import annotations

from functools import lru_cache
from math import factorial
from typing import TYPE_CHECKING, NamedTuple

from dial_lsp.model.guesses.pattern import Pattern, at_least
from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_LONGEST = compiled(r"(.+)\1+")
_SHORTEST = compiled(r"(.+?)\1+")
_SHORTEST_OF_WHOLE = compiled(r"^(.+?)\1+$")
_FREE_CHARACTER = 11
"""One more than any pattern takes, so that a pattern comes first; longer parts without one take powers of ten."""
_BEFORE_MORE_PATTERNS = 10000
"""Guesses before an attacker tries one pattern more than so far."""


def repetitions(text: str, find: Callable[[str], Iterable[Pattern]]) -> Iterator[Pattern]:
    """Every repetition; ``find`` gives the other patterns of what is repeated."""
    at = 0
    while at < len(text):
        greedy, lazy = _LONGEST.search(text, at), _SHORTEST.search(text, at)
        if not greedy or not lazy:
            return
        found, part = lazy, lazy[1]
        if len(greedy[0]) > len(lazy[0]):
            whole = _SHORTEST_OF_WHOLE.search(greedy[0])
            found, part = greedy, whole[1] if whole else greedy[1]
        guesses = _guesses_for(part, find) * (len(found[0]) / len(part))
        start, end = found.span()
        yield Pattern(start, end, at_least(guesses, end - start, len(text)), "repetition")
        at = end


@lru_cache(maxsize=1 << 10)  # mostly it is one letter or digit
def _guesses_for(part: str, find: Callable[[str], Iterable[Pattern]]) -> float:
    return _fewest_guesses(part, [*find(part), *repetitions(part, find)])


class _Way(NamedTuple):
    """A row of patterns: all guesses for it, the product of those of its parts, and whether it ends in no pattern."""

    guesses: float
    product: float
    ends_free: bool


class _Ways:
    """The best row of each number of patterns, for each beginning of a text."""

    def __init__(self, length: int) -> None:
        self._of_ends: list[dict[int, _Way]] = [{} for _ in range(length + 1)]
        self._of_ends[0][0] = _Way(1, 1, ends_free=False)

    def best(self) -> float:
        return min(way.guesses for way in self._of_ends[-1].values())

    def add(self, start: int, end: int, guesses: float, *, is_free: bool = False) -> None:
        """Put one more part behind each row that ends where it starts, unless fewer parts do as well."""
        ways = self._of_ends[end]
        for parts, before in self._of_ends[start].items():
            if is_free and before.ends_free:
                continue
            count = parts + 1
            product = before.product * guesses
            total = factorial(count) * product + _BEFORE_MORE_PATTERNS ** (count - 1)
            if not any(other <= count and way.guesses <= total for other, way in ways.items()):
                ways[count] = _Way(total, product, is_free)


def _fewest_guesses(text: str, patterns: Iterable[Pattern]) -> float:
    """The guesses for a text as the cheapest row of patterns and free characters."""
    ending: dict[int, list[Pattern]] = {}
    for one in patterns:
        ending.setdefault(one.end, []).append(one)
    ways = _Ways(len(text))
    for end in range(1, len(text) + 1):
        for one in sorted(ending.get(end, ())):
            ways.add(one.start, end, one.guesses)
        for start in range(end):
            ways.add(start, end, max(10 ** (end - start), _FREE_CHARACTER), is_free=True)
    return ways.best()
