"""How many guesses the patterns in a text take: words, dates, sequences, repetition, rows of keys.

What zxcvbn finds and how it counts (the method of Dropbox, in the Python of Daniel Wolf, version 4.5.0), match for
match: ``tests/model/test_guesses.py`` compares. Its own package keeps each of its words three times in memory, looks
every part of a text up in every list and lets one caller's words into the answers of the next, so its lists are a
data file here (``common_words.txt``, whose licence stands beside it) and this is our own reading of them.

Imported late: most runs never need it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.model.guesses.dates import dates
from dial_lsp.model.guesses.keyboards import rows
from dial_lsp.model.guesses.pattern import Pattern
from dial_lsp.model.guesses.repetition import repetitions
from dial_lsp.model.guesses.sequences import sequences
from dial_lsp.model.guesses.words import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["Pattern", "patterns"]


def patterns(text: str, first: Iterable[str] = ()) -> Iterator[Pattern]:
    """All patterns of a text, in no order; ``first`` are words an attacker tries before all others."""
    yield from _simple(text, first)
    yield from repetitions(text, _simple)


def _simple(text: str, first: Iterable[str] = ()) -> Iterator[Pattern]:
    """All patterns but repetition, which counts these in what is repeated."""
    yield from words(text, first)
    yield from rows(text)
    yield from sequences(text)
    yield from dates(text)
