"""Characters in steps of equal size: ``abcd``, ``9753``."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from dial_lsp.model.guesses.pattern import Pattern, at_least
from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST_STEP = 5
_OBVIOUS = frozenset("aAzZ019")
_DIGIT = compiled(r"\d")


def sequences(text: str) -> Iterator[Pattern]:
    """Every sequence of three characters or more, and of two that follow each other."""
    steps = [ord(after) - ord(before) for before, after in pairwise(text)]
    start = 0
    for at, step in enumerate(steps):
        if at + 1 == len(steps) or steps[at + 1] != step:
            if (at + 1 - start > 1 or abs(step) == 1) and 0 < abs(step) <= _LONGEST_STEP:
                guesses = _guesses(text[start], at + 2 - start, step)
                yield Pattern(start, at + 2, at_least(guesses, at + 2 - start, len(text)), "sequences")
            start = at + 1


def _guesses(first: str, length: int, step: int) -> int:
    starts = 4 if first in _OBVIOUS else 10 if _DIGIT.match(first) else 26
    return starts * length * (1 if step > 0 else 2)
