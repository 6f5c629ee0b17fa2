"""Texts that look like made by a machine to be a secret: random, or in a form that services give their keys.

Names of models, versions, dates, media types and paths are none of these. What people choose for a secret looks like
anything else, and is found by its place.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from dial_lsp.masking.masks import QUOTES
from dial_lsp.text.patterns import compiled

_RUN = compiled(r"[A-Za-z0-9]{12,}")
_FORMS = compiled(
    r"""\b(?:
        (?:sk|pk|rk)-(?=[\w-]{0,200}[0-9])[\w-]{8,} | (?:sk|pk|rk)_(?:live|test)_\w{6,} | gh[pousr]_\w{16,}
      | github_pat_\w{16,} | glpat-[\w-]{12,} | xox[abeprs]-[\w-]{8,} | (?:AKIA|ASIA)[0-9A-Z]{12,} | AIza[\w-]{20,}
      | ya29\.[\w-]{16,} | hf_[A-Za-z]{20,} | SG\.[\w-]{12,}\.[\w-]{12,} | eyJ[\w-]{8,2000}\.[\w-]{4,}(?:\.[\w-]*)?
    )|-----BEGIN\ [A-Z ]*PRIVATE\ KEY-----.*""",
    re.VERBOSE | re.DOTALL,
)
_MARKS = ("-", "_", "A", "ya29.", "SG.", "eyJ")
"""Each form has one of these."""
REACHES_FAR = "PRIVATE KEY-----"
"""What such a key says has no end that anybody knows, so all that follows in a text is taken for it."""
_TOKEN = compiled(rf"[^\s{QUOTES},;(){{}}\[\]<>]+")
_LONG = 20
_MANY_TURNS = 6  # from letters to digits or back
_CONSONANTS = compiled(r"[bcdfghjklmnpqrstvwxz]{6,}")
_WORD = compiled(r"[A-Z]?[a-z]{5,}|[A-Z]{5,}")
_HEX = compiled(r"[0-9a-f]+|[0-9A-F]+")


def formed_secrets(text: str) -> list[tuple[int, int]]:
    """Where a text has a secret in a form that a known service gives its keys."""
    return [found.span() for found in _FORMS.finditer(text)] if any(mark in text for mark in _MARKS) else []


def random_parts(text: str) -> list[tuple[int, int]]:
    """Where a text has words that look random, from blank to blank."""
    return [found.span() for found in _TOKEN.finditer(text) if looks_random(found[0])]


@lru_cache(maxsize=1 << 16)
def looks_random(text: str) -> bool:
    """Whether a word has a part that looks random or has the form of a known kind of secret."""
    return _FORMS.search(text) is not None or any(map(_is_random, _RUN.findall(text)))


def _is_random(run: str) -> bool:
    if run.isdigit():
        return len(run) >= _LONG
    kinds = ["d" if char.isdigit() else "u" if char.isupper() else "l" for char in run]
    changes = sum(1 for one, other in pairwise(kinds) if one != other)
    turns = sum(1 for one, other in pairwise(kinds) if (one == "d") != (other == "d"))
    if _HEX.fullmatch(run):
        return turns >= 3 or (turns >= 2 and len(run) >= _LONG)  # noqa: PLR2004
    share = changes / len(run)
    if not turns:
        return _is_odd(run, share)
    words = sum(len(word) for word in _WORD.findall(run))
    if words * 2 > len(run) and turns < _MANY_TURNS:
        return False
    return turns >= 4 or (turns >= 2 and share >= 0.4) or (len(run) >= _LONG and turns >= 2)  # noqa: PLR2004


def _is_odd(run: str, share: float) -> bool:
    """Whether letters alone look random: too many capitals within, or no vowels where words would have some."""
    if len(run) >= 16 and share >= 0.45:  # noqa: PLR2004
        return True
    return len(run) >= _LONG and bool(_CONSONANTS.search(run.lower()))
