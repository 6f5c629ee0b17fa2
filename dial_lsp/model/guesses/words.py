"""Words in a text: as they are, backwards, and with digits and signs for letters."""

from __future__ import annotations

import re
from itertools import chain
from math import comb
from typing import TYPE_CHECKING

from dial_lsp.model.guesses.common_words import common_words
from dial_lsp.model.guesses.pattern import Pattern, at_least
from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    Found = Iterable[tuple[int, int, int]]

_LEET = {
    "a": "4@",
    "b": "8",
    "c": "({[<",
    "e": "3",
    "g": "69",
    "i": "1!|",
    "l": "1|7",
    "o": "0",
    "s": "$5",
    "t": "+7",
    "x": "%",
    "z": "2",
}
_MOST_WAYS = 32
"""An attacker does not try hundreds of ways to read the signs of one text, and they would take as long to try here."""
_NO_CAPITALS = compiled(r"^[^A-Z]+$")
_COMMON_CAPITALS = (re.compile(r"^[A-Z][^A-Z]+$"), re.compile(r"^[^A-Z]+[A-Z]$"), re.compile(r"^[^a-z]+$"))


def words(text: str, first: Iterable[str]) -> Iterator[Pattern]:
    """Every word of a text, with ``first`` ranked as the most common ones."""
    ranks = {word.lower(): rank for rank, word in enumerate(first, 1) if word}

    def find(lower: str) -> Found:
        return chain(common_words(lower), _places(lower, ranks))

    whole = len(text)
    for start, end, rank in find(_lower(text)):
        yield _pattern(start, end, rank * _of_capitals(text[start:end]), whole)
    for start, end, rank in find(_lower(text[::-1])):
        token = text[whole - end : whole - start]
        yield _pattern(whole - end, whole - start, 2 * rank * _of_capitals(token), whole)
    for leet in _substitutions(text):
        yield from _with_signs_for_letters(text, leet, find)


def _with_signs_for_letters(text: str, leet: Mapping[str, str], find: Callable[[str], Found]) -> Iterator[Pattern]:
    plain = _lower("".join(leet.get(char, char) for char in text))
    for start, end, rank in find(plain):
        token = text[start:end]
        if len(token) > 1 and token.lower() != plain[start:end]:
            yield _pattern(start, end, rank * _of_capitals(token) * _of_signs(token, leet), len(text))


def _pattern(start: int, end: int, guesses: int, whole: int) -> Pattern:
    return Pattern(start, end, at_least(guesses, end - start, whole), "words")


def _lower(text: str) -> str:
    """In lower case and as long as before, for a letter may become two."""
    return text.lower()[: len(text)]


def _places(text: str, ranks: Mapping[str, int]) -> Iterator[tuple[int, int, int]]:
    for word, rank in ranks.items():
        start = text.find(word)
        while start >= 0:
            yield start, start + len(word), rank
            start = text.find(word, start + 1)


def _of_capitals(token: str) -> int:
    """In how many ways an attacker writes a word with capitals before this one."""
    if _NO_CAPITALS.match(token) or token.lower() == token:
        return 1
    if any(usual.match(token) for usual in _COMMON_CAPITALS):
        return 2
    return _choices(sum(map(str.isupper, token)), sum(map(str.islower, token)))


def _of_signs(token: str, leet: Mapping[str, str]) -> int:
    """In how many ways an attacker puts signs for letters before this one."""
    ways = 1
    lower = token.lower()
    for sign, letter in leet.items():
        if sign in token:
            signs, letters = lower.count(sign), lower.count(letter)
            ways *= _choices(signs, letters) if signs and letters else 2
    return ways


def _choices(some: int, others: int) -> int:
    return sum(comb(some + others, count) for count in range(1, min(some, others) + 1))


def _substitutions(text: str) -> list[dict[str, str]]:
    """The ways to read the signs of a text as letters; of two letters that share a sign either may be meant."""
    ways: list[dict[str, str]] = [{}]
    for letter, signs in _LEET.items():
        present = [sign for sign in signs if sign in text]
        if present:
            longer = (one for sign in present for way in ways for one in _with(way, sign, letter))
            ways = list({frozenset(one.items()): one for one in longer}.values())[:_MOST_WAYS]
    return [way for way in ways if way]


def _with(way: dict[str, str], sign: str, letter: str) -> Iterator[dict[str, str]]:
    if sign in way:
        yield way
    yield {**way, sign: letter}
