"""Words that people use in secrets, with their ranks among the most common: a text of 94,000 lines.

The words that begin alike are one text, so that few parts of another text need a look and little memory is used.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_HEAD = 3
"""Few words are shorter, and few letters of other texts begin a word."""
_ALIKE = compiled(rf"\n(\S{{{_HEAD}}}).*(?:\n\1.*)*|\n(\S+) .*")
_LINE = compiled(r"(.+) (\d+)")


def common_words(text: str) -> Iterator[tuple[int, int, int]]:
    """Where each common word of a text in lower case starts and ends, and its rank."""
    whole = len(text)
    for start in range(whole):
        ranks, lengths = _beginning(text[start : start + _HEAD])
        for length in lengths:
            end = start + length
            if end > whole:
                break
            rank = ranks.get(text[start:end])
            if rank:
                yield start, end, rank


@lru_cache(maxsize=1 << 14)  # the secrets of a file begin and end alike
def _beginning(head: str) -> tuple[Mapping[str, int], tuple[int, ...]]:
    """The words that begin so, and those that this begins with, with their ranks; and how long they are."""
    lines = _lines()
    every = (lines[head[:length]] for length in range(1, len(head) + 1) if head[:length] in lines)
    ranks = {word: int(rank) for some in every for word, rank in _LINE.findall(some)}
    return ranks, tuple(sorted({len(word) for word in ranks}))


@cache
def _lines() -> dict[str, str]:
    """The words with their ranks, a line each, by their first letters; shorter words by themselves."""
    from importlib.resources import files

    text = files(__package__ or "").joinpath("common_words.txt").read_text("ascii")
    return {found[1] or found[2]: found[0] for found in _ALIKE.finditer("\n" + text)}
