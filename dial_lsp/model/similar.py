"""Names that look alike: for "did you mean", and for names that are told apart by nothing a reader would see."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

from dial_lsp.text.patterns import compiled

_SHORTEST_WITH_A_TYPO = 4
_SEPARATORS = compiled(r"[\s._-]+")
_ASCII_TWINS = str.maketrans({"0": "o", "O": "o", "1": "l", "I": "l", "|": "l"})
_INVISIBLE = frozenset({"Cf", "Cc", "Zl", "Zp"})


def likeness(name: str, other: str) -> float:
    """From 0 to 1; names that differ by nothing one sees come first, then slips, then what difflib thinks."""
    if difference(name, other):
        return 1.0
    if is_one_slip(name, other):
        return 0.95
    return _ratio(name.casefold(), other.casefold())


def unlikeness(name: str, other: str) -> tuple[float, str]:
    """Sorts names that are equally close by how they are written, so that nothing depends on their order."""
    return -_ratio(name, other), other


def _ratio(name: str, other: str) -> float:
    from difflib import SequenceMatcher

    return SequenceMatcher(None, name, other).ratio()


def is_near_miss(name: str, other: str) -> bool:
    """Whether one is most likely a slip for the other: case, separators, look-alike letters, one letter or a swap.

    Names that differ in digits count as meant: ``gpt-4`` and ``gpt-5``, ``role1`` and ``role2``.
    """
    return name != other and (difference(name, other) is not None or is_one_slip(name, other))


def difference(name: str, other: str) -> str | None:
    """In words, what invisible or easily missed thing is all that tells two names apart; None for anything else."""
    if name == other:
        return None
    alike = zip(views(name), views(other), _WORDS, strict=True)
    return next((words for one, two, words in alike if one == two), None)


def visible(text: str) -> str:
    """The text without characters that leave no mark, and without blanks at its ends."""
    if text.isascii() and text.isprintable():
        return text.strip()
    return "".join(char for char in text if not is_invisible(char)).strip()


def is_invisible(char: str) -> bool:
    """Whether a character leaves no mark of its own: zero-width, direction marks, soft hyphen, controls."""
    return unicodedata.category(char) in _INVISIBLE


@lru_cache(maxsize=4096)
def skeleton(text: str) -> str:
    """What a text looks like: texts with equal skeletons are hard to tell apart (after Unicode's UTS 39)."""
    plain = visible(text)
    if not plain.isascii():
        plain = "".join(map(_latin_twin, unicodedata.normalize("NFKC", plain)))
    return plain.translate(_ASCII_TWINS)


@lru_cache(maxsize=4096)
def _latin_twin(char: str) -> str:
    if char.isascii():
        return char
    # Imported late: the tables are large and most configs are plain ASCII.
    from confusable_homoglyphs.confusables import confusables_data

    twins = [found["c"] for found in confusables_data.get(char, ()) if found["c"].isascii()]
    return min(twins, default=char)


def is_one_slip(name: str, other: str) -> bool:
    """Whether one letter was added, lost or changed, or two were swapped; digits are never slips."""
    short, long = sorted((name.casefold(), other.casefold()), key=len)
    if len(short) < _SHORTEST_WITH_A_TYPO or len(long) - len(short) > 1:
        return False
    if len(short) < len(long):
        at = next((at for at, char in enumerate(short) if char != long[at]), len(short))
        return short[at:] == long[at + 1 :] and not long[at].isdigit()
    differing = [(a, b) for a, b in zip(short, long, strict=True) if a != b]
    if any(char.isdigit() for pair in differing for char in pair):
        return False
    return len(differing) == 1 or (len(differing) == 2 and differing[0] == differing[1][::-1])  # noqa: PLR2004


def _without_separators(text: str) -> str:
    return _SEPARATORS.sub("-", visible(text).casefold())


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


_VIEWS: Final = (
    (visible, "invisible characters or blanks"),
    (_composed, "how accents are encoded"),
    (str.casefold, "upper and lower case"),
    (skeleton, "look-alike characters"),
    (_without_separators, "separators"),
)
"""Ways to look at a name, and what tells names apart that are the same when looked at so."""
_WORDS: Final = tuple(words for _, words in _VIEWS)


@lru_cache(maxsize=1 << 16)
def views(name: str) -> tuple[str, ...]:
    """What a name looks like, in each of the ways to look."""
    return tuple(view(name) for view, _ in _VIEWS)
