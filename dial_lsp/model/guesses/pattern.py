"""A part of a text that is easier to guess than its letters, and how easy."""

from __future__ import annotations

from typing import NamedTuple

_FEWEST_FOR_A_LETTER = 10
_FEWEST_FOR_A_PART = 50


class Pattern(NamedTuple):
    """The part from ``start`` up to ``end``, the guesses it takes, and the kind of pattern in words for people."""

    start: int
    end: int
    guesses: float
    kind: str


def at_least(guesses: float, length: int, whole: int) -> float:
    """The guesses for so long a part of a text: something is always to be guessed beside the rest."""
    if length == whole:
        return max(guesses, 1)
    return max(guesses, _FEWEST_FOR_A_LETTER if length == 1 else _FEWEST_FOR_A_PART)
