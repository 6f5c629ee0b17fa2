"""How hard a secret is to guess, in bits: what its alphabet and length allow, less what its patterns give away.

Patterns (words, dates, sequences, repetition) are those of zxcvbn. Its own total is of no use here: it counts every
character that belongs to no pattern as one of ten, which calls truly random keys weak. So the pieces are put together
again, each free character worth what the alphabet of the secret allows.
"""

from __future__ import annotations

import re
from math import log2
from typing import TYPE_CHECKING, NamedTuple

from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

REQUIRED_BITS = 128
"""What DIAL's documentation asks of an API key."""

_UUID = compiled(r"[0-9a-f]{8}-[0-9a-f]{4}-([0-9a-f])[0-9a-f]{3}-([0-9a-f])[0-9a-f]{3}-[0-9a-f]{12}", re.IGNORECASE)
_BITS_OF_CLOCK_UUIDS = {"1": 62, "2": 48, "6": 62, "7": 74}
_BY_CHANCE = 40
"""Random text looks patterned too, the rarer the more bits it seems to lose; less than this is no pattern."""
_COST_OF_A_PATTERN = 4
"""Bits to say which kind of pattern starts where, so that a chance match of two letters gains nothing."""
_WINDOW = 40
"""The time to look for patterns grows with the square of the length, so longer secrets are judged piece by piece."""
_MOST_SEARCHED = 10 * _WINDOW
"""What comes after so many characters is taken to be like what comes before."""

_ALPHABETS = (
    (re.compile(r"[0-9]*"), 10),
    (re.compile(r"[0-9 ./:_-]*"), 16),
    (re.compile(r"[0-9a-f]*|[0-9A-F]*"), 16),
    (re.compile(r"[a-z]*|[A-Z]*"), 32),  # by chance a base32 text may hold no digit
    (re.compile(r"[0-9a-z]*|[0-9A-Z]*"), 36),
    (re.compile(r"[0-9a-zA-Z+/=_-]*"), 64),
)
_PRINTABLE = 95
_EXPECTED = ("key", "api", "apikey", "dial", "proxy", "core", "epam", "aidial", "openai", "azure", "chat")
"""Words one would try first for a key of this product."""

# What random text has little of: long runs of one kind, pairs of letters that are common in words (digits that stand
# for letters read as those).
_CALM = compiled(r"[a-z]{7}|[A-Z]{7}|[0-9 ./:_-]{10}|(.)\1\1\1", re.DOTALL)
_DISTINCT = 10
_LEET = str.maketrans("013457@$", "oleastas")
_COMMON_PAIRS = frozenset(
    re.findall(
        "..",
        "thheineranreonatenndtiesorteofedisitalarstontnghaseouiolevecororielialisearasimcoomdeadilcherlahomeelrousseap",
    )
)


class Strength(NamedTuple):
    """An estimate in bits; ``patterns`` names what makes the secret weaker than its length promises.

    ``is_searched`` says whether it has been searched for patterns; else the bits are the most that it may be worth.
    """

    bits: int
    patterns: tuple[str, ...] = ()
    is_searched: bool = True

    @property
    def is_enough(self) -> bool:
        """Whether it is what DIAL asks for."""
        return self.bits >= REQUIRED_BITS


def strength_of(secret: str, *, known: Iterable[str] = ()) -> Strength:
    """Estimate a secret; ``known`` are words an attacker would try first, such as the name of the project."""
    return strength_at_once(secret) or _searched(secret, known)


def strength_at_once(secret: str) -> Strength | None:
    """The estimate where a quick look is enough; None where patterns have to be searched, which takes a thousandth."""
    uuid = _UUID.fullmatch(secret)
    if uuid and uuid[1] in _BITS_OF_CLOCK_UUIDS and uuid[2] in "89abAB":
        return Strength(_BITS_OF_CLOCK_UUIDS[uuid[1]], ("a time",))
    measured = _measured(secret)
    is_random = measured.most >= REQUIRED_BITS and _is_plainly_random(measured.once)
    return Strength(int(measured.most)) if is_random else None


def strength_at_most(secret: str) -> Strength:
    """What a secret may be worth by its length and its letters alone."""
    return Strength(int(_measured(secret).most), is_searched=False)


class _Measured(NamedTuple):
    """A secret: what of it is not repeated, and how many bits a character of it has."""

    once: str
    is_repeated: bool
    bits_of_a_character: float

    @property
    def most(self) -> float:
        """How many bits it may be worth."""
        return len(self.once) * self.bits_of_a_character


def _measured(secret: str) -> _Measured:
    # The six fixed bits of a random UUID are forgiven.
    text = secret.replace("-", "") if _UUID.fullmatch(secret) else secret
    once = _one_period(text)
    return _Measured(once, once != text, log2(_size_of_alphabet(text)))


def _searched(secret: str, known: Iterable[str]) -> Strength:
    measured = _measured(secret)
    once, most = measured.once, measured.most
    patterns: dict[str, None] = {"repetition": None} if measured.is_repeated else {}
    left, judged = 0.0, 0
    while judged < min(len(once), _MOST_SEARCHED) and left < 2 * REQUIRED_BITS:
        bits, found = _patterned(once[judged : judged + _WINDOW], measured.bits_of_a_character, known)
        left += bits
        judged = min(judged + _WINDOW, len(once))
        patterns.update(dict.fromkeys(found))
    if judged < len(once):
        left *= len(once) / judged
    if most >= REQUIRED_BITS and most - left < _BY_CHANCE:
        return Strength(int(most))
    return Strength(int(min(most, left)), tuple(patterns))


def _size_of_alphabet(text: str) -> int:
    return next((size for pattern, size in _ALPHABETS if pattern.fullmatch(text)), _PRINTABLE)


def _one_period(text: str) -> str:
    """The shortest text whose repetition starts with ``text``; ``text`` itself when nothing repeats."""
    borders = [0] * len(text)
    for at in range(1, len(text)):
        border = borders[at - 1]
        while border and text[border] != text[at]:
            border = borders[border - 1]
        borders[at] = border + (text[border] == text[at])
    period = len(text) - (borders[-1] if borders else 0)
    return text[:period] if period * 2 <= len(text) else text


def _is_plainly_random(text: str) -> bool:
    """A quick look that spares the usual random key the search: nothing in it resembles words, dates or rows."""
    if _CALM.search(text) or len(set(text)) < _DISTINCT:
        return False
    pairs = [text[at : at + 2] for at in range(len(text) - 1)]
    steps = sum(1 for pair in pairs if abs(ord(pair[0]) - ord(pair[1])) <= 1)
    plain = text.translate(_LEET).lower()
    wordlike = sum(1 for at in range(len(plain) - 1) if plain[at : at + 2] in _COMMON_PAIRS)
    return len(set(pairs)) * 5 > len(pairs) * 4 and steps * 3 < len(pairs) and wordlike * 5 < len(pairs)


def _patterned(piece: str, bits_of_a_character: float, known: Iterable[str]) -> tuple[float, Iterator[str]]:
    """The fewest bits that describe the piece as a row of patterns and free characters, and the patterns used."""
    endings: dict[int, list[tuple[int, float, str]]] = {}
    for start, end, bits, kind in _matches(piece, known):
        endings.setdefault(end, []).append((start, bits + _COST_OF_A_PATTERN, kind))
    best: list[tuple[float, int, str]] = [(0.0, 0, "")]
    for end in range(1, len(piece) + 1):
        ways = [(best[end - 1][0] + bits_of_a_character, end - 1, "")]
        ways += [(best[start][0] + bits, start, kind) for start, bits, kind in endings.get(end, ())]
        best.append(min(ways))
    return best[-1][0], _way(best)


def _way(best: list[tuple[float, int, str]]) -> Iterator[str]:
    at = len(best) - 1
    while at:
        _, at, kind = best[at]
        if kind:
            yield kind


def _matches(piece: str, known: Iterable[str]) -> Iterator[tuple[int, int, float, str]]:
    # Imported late: it reads lists of words, which most runs never need.
    from dial_lsp.model.guesses import patterns

    for one in patterns(piece, (*known, *_EXPECTED)):
        yield one.start, one.end, log2(one.guesses), one.kind
