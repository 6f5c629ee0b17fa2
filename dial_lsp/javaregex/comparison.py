"""What the texts of one automaton, or of two, have in common: for texts that begin with a given character.

Line ends are left out: no path has any. So the only place where a line can end is the end of the text.
"""

from __future__ import annotations

from collections import deque
from itertools import pairwise
from typing import TYPE_CHECKING

from dial_lsp.javaregex.automaton import MOST_STEPS, Automaton
from dial_lsp.javaregex.tree import LAST, LINE_ENDS, Ranges

if TYPE_CHECKING:
    from collections.abc import Iterable

Reads = list[tuple[Ranges, int]]


def has_text(built: Automaton, first: str) -> bool:
    """Whether a text that begins with `first` and has no line ends matches; single states are enough to tell."""
    found: set[int] = set()
    waiting = set(_after(_reads(built, {0}, is_start=True), ord(first)))
    while waiting:
        found |= waiting
        reads = _reads(built, waiting)
        waiting = {target for ranges, target in reads if any(_inside(*one) is not None for one in ranges)} - found
    return _is_final(built, found)


def text_in(built: Automaton, first: str) -> str | None:
    """One of the shortest texts that match, begin with `first` and have no line ends; None if there is none."""
    waiting = deque([(target, first) for target in _after(_reads(built, {0}, is_start=True), ord(first))])
    seen = {state for state, _ in waiting}
    while waiting:
        state, text = waiting.popleft()
        if _is_final(built, {state}):
            return text
        for ranges, target in _reads(built, {state}):
            code = next((code for one in ranges if (code := _inside(*one)) is not None), None)
            if code is not None and target not in seen:
                seen.add(target)
                waiting.append((target, text + chr(code)))
    return None


def has_common_text(left: Automaton, right: Automaton, first: str) -> bool | None:
    """Whether a text that begins with `first` and has no line ends matches both; None if that takes too many steps."""
    return _search(left, right, first, wanted=(True, True))


def has_text_beyond(left: Automaton, right: Automaton, first: str) -> bool | None:
    """Whether such a text matches `right` but not `left`; None if that takes too many steps."""
    return _search(left, right, first, wanted=(False, True))


def _search(left: Automaton, right: Automaton, first: str, *, wanted: tuple[bool, bool]) -> bool | None:
    """Walk both automata over the same texts, one character of each kind that can be told apart at a time."""
    start = _after(_reads(left, {0}, is_start=True), ord(first)), _after(_reads(right, {0}, is_start=True), ord(first))
    pairs = deque([start])
    seen, steps = {start}, 0
    while pairs:
        here, there = pairs.popleft()
        if (_is_final(left, here), _is_final(right, there)) == wanted:
            return True
        one, other = _reads(left, here), _reads(right, there)
        kinds = _kinds(one + other)
        steps += len(kinds) * (len(here) + len(there) + 1)
        if steps > MOST_STEPS // 4:
            return None
        for code in kinds:
            following = _after(one, code), _after(other, code)
            if following in seen or not following[1] or (wanted[0] and not following[0]):
                continue
            seen.add(following)
            pairs.append(following)
    return False


def _reads(built: Automaton, states: Iterable[int], *, is_start: bool = False) -> Reads:
    """All that can be read next, before the end of the text."""
    before = built.closure(states, is_start=is_start, is_end=False, is_newline=False)
    return [built.reads[state] for state in before if state in built.reads]


def _after(reads: Reads, code: int) -> frozenset[int]:
    return frozenset([target for ranges, target in reads if any(low <= code <= high for low, high in ranges)])


def _is_final(built: Automaton, states: Iterable[int]) -> bool:
    return built.final in built.closure(states, is_start=False, is_end=True, is_newline=False)


def _kinds(reads: Reads) -> list[int]:
    """One character of each kind that these can tell apart, line ends left out."""
    bounds = {bound for ranges, _ in reads for low, high in ranges for bound in (low, high + 1)}
    found = (_inside(low, after - 1) for low, after in pairwise(sorted({0, LAST + 1} | bounds)))
    return [code for code in found if code is not None]


def _inside(low: int, high: int) -> int | None:
    """A character of a range that is no line end; at most two of those stand in a row."""
    codes = range(low, min(high, low + 2) + 1)
    return next((code for code in codes if not any(a <= code <= b for a, b in LINE_ENDS)), None)
