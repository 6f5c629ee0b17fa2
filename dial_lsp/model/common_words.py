"""The patterns zxcvbn finds in a text, with its lists of common words in a small part of their memory.

The library keeps each of its words three times and looks every part of a text up in every list. Here the words that
begin alike are one text, so that few parts of a text need a look. Nothing else changes: its matchers ask for words
here, and its own lists are emptied.

Imported late: most runs never need it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from zxcvbn import frequency_lists, matching

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_HEAD = 3
"""Few words are shorter, and few letters of other texts begin a word."""
_SEPARATORS = "\n "


def omnimatch(text: str, first: Iterable[str]) -> list[dict[str, Any]]:
    """All patterns of a text, in the library's own form; ``first`` are words an attacker tries before all others."""
    ranked = matching.build_ranked_dict([word.lower() for word in first])
    found: list[dict[str, Any]] = matching.omnimatch(text, {"user_inputs": ranked})
    return found


def _dictionary_match(password: str, _ranked_dictionaries: Mapping[str, Mapping[str, int]]) -> list[dict[str, Any]]:
    """Stands in for the library's function of this name."""
    text = password.lower()[: len(password)]
    found = list(_common(text))
    for ranked in _ranked_dictionaries.values():
        found += (place for word, rank in ranked.items() for place in _places(word, rank, text))
    return [
        {
            "pattern": "dictionary",
            "i": start,
            "j": end - 1,
            "token": password[start:end],
            "matched_word": text[start:end],
            "rank": rank,
            "reversed": False,
            "l33t": False,
        }
        for start, end, rank in sorted(found)
    ]


def _places(word: str, rank: int, text: str) -> Iterator[tuple[int, int, int]]:
    start = text.find(word) if word else -1
    while start >= 0:
        yield start, start + len(word), rank
        start = text.find(word, start + 1)


def _common(text: str) -> Iterator[tuple[int, int, int]]:
    """Where each common word of a text stands, and its rank."""
    for start in range(len(text)):
        lines = ""
        for end in range(start + 1, len(text) + 1):
            part = text[start:end]
            if len(part) <= _HEAD:
                lines = _LINES.get(part, "")
            elif f"\n{part}" not in lines or part[-1] in _SEPARATORS:
                break
            _, is_word, after = lines.partition(f"\n{part} ")
            if is_word:
                yield start, end, int(after.partition("\n")[0])


def _lines() -> dict[str, str]:
    """The words with their ranks, a line each, by their first letters; shorter words by themselves.

    All of them are one text for a moment, so that the library's many small objects are gone before ours are made and
    leave no gaps in memory.
    """
    matching.RANKED_DICTIONARIES.clear()
    lists = frequency_lists.FREQUENCY_LISTS
    text = "".join(sorted([f"\n{word} {rank}" for words in lists.values() for rank, word in enumerate(words, 1)]))
    lists.clear()
    alike = rf"\n(\S{{{_HEAD}}}).*(?:\n\1.*)*|\n(\S+) .*"
    return {found[1] or found[2]: found[0] for found in re.finditer(alike, text)}


_LINES = _lines()
matching.dictionary_match = _dictionary_match
