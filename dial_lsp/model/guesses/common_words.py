"""Words that people use in secrets, with their ranks among the most common: a text of 94,000 lines.

The words that begin alike are one text, so that few parts of another text need a look and little memory is used.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_HEAD = 3
"""Few words are shorter, and few letters of other texts begin a word."""
_SEPARATORS = "\n "
_ALIKE = re.compile(rf"\n(\S{{{_HEAD}}}).*(?:\n\1.*)*|\n(\S+) .*")


def common_words(text: str) -> Iterator[tuple[int, int, int]]:
    """Where each common word of a text in lower case starts and ends, and its rank."""
    for start in range(len(text)):
        for end in range(start + 1, len(text) + 1):
            begins_a_word, rank = _known(text[start:end])
            if rank:
                yield start, end, rank
            elif not begins_a_word:
                break


@lru_cache(maxsize=1 << 14)  # the secrets of a file begin and end alike
def _known(part: str) -> tuple[bool, int]:
    """Whether some word may begin so, and the rank of this one if it is a word."""
    lines = _lines().get(part[:_HEAD], "")
    if len(part) > _HEAD and (part[-1] in _SEPARATORS or f"\n{part}" not in lines):
        return False, 0
    _, is_word, after = lines.partition(f"\n{part} ")
    return True, int(after.partition("\n")[0]) if is_word else 0


@cache
def _lines() -> dict[str, str]:
    """The words with their ranks, a line each, by their first letters; shorter words by themselves."""
    from importlib.resources import files  # noqa: PLC0415 -- slow to import

    text = files(__package__ or "").joinpath("common_words.txt").read_text("ascii")
    return {found[1] or found[2]: found[0] for found in _ALIKE.finditer("\n" + text)}
