"""Names of secrets in other languages than English: ``contraseña``, ``mot_de_passe``, ``пароль``."""

from __future__ import annotations

import unicodedata
from functools import cache

from dial_lsp.masking.name_words import word_list, words_of
from dial_lsp.text.patterns import compiled

_LETTERS = compiled(r"[^\W\d_]+")
_UNMARKED = str.maketrans("łøıđŁØĐ", "loidLOD")
_LONG = 6
"""Letters of a word that is known also at the end of another, as in ``Adminpasswort``."""


def names_secret_abroad(name: str) -> bool:
    """Whether a name has such a word, with its accents or without them."""
    plain = name if name.isascii() else _plain(name)
    latin, others = _known()
    letters = "".join(_LETTERS.findall(plain)).lower()
    if letters in latin or letters.endswith(_long_ones()) or not latin.isdisjoint(words_of(plain)):
        return True
    return not plain.isascii() and any(word in letters for word in others)


def _plain(text: str) -> str:
    """The text without accents and other marks."""
    parts = unicodedata.normalize("NFKD", text.translate(_UNMARKED))
    return "".join(part for part in parts if not unicodedata.combining(part))


@cache
def _known() -> tuple[frozenset[str], tuple[str, ...]]:
    """The words in Latin letters, and those in others, as ``_plain`` gives them."""
    plain = {_plain(word).lower() for word in word_list("words_abroad.txt")}
    return frozenset(filter(str.isascii, plain)), tuple(sorted(word for word in plain if not word.isascii()))


@cache
def _long_ones() -> tuple[str, ...]:
    return tuple(sorted(word for word in _known()[0] if len(word) >= _LONG))
