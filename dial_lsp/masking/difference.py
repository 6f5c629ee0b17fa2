"""What two wordings say otherwise, so that what nothing of it stands in is said once for both."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dial_lsp.masking.masks import MASK
from dial_lsp.masking.wording import is_unmistakable, spellings

if TYPE_CHECKING:
    from collections.abc import Collection

    from dial_lsp.masking.wording import Wording

_MOST: Final = 256  # words that are looked for one by one
_LONGEST: Final = 512  # as far as a secret is looked for
_ENDS: Final = ("", *"\"'`/")
"""Quotes, and what stands between the steps of a JSON Pointer."""
_UNCERTAIN: Final = ("\\", "…", MASK)
"""A text that holds one of these may hold a secret as it is not written here."""


class Difference:
    """The words that are secrets for one of two wordings alone, or are called otherwise."""

    def __init__(self, before: Wording, after: Wording) -> None:
        words = _words(before, after)
        self._is_known = len(words) <= _MOST
        self._spellings = {
            spelling[:_LONGEST]: is_unmistakable(word)
            for word in (words if self._is_known else ())
            for spelling in spellings(word)
            if spelling
        }

    def untouched(self, texts: Collection[str]) -> Collection[str]:
        """Those of some texts, or of JSON Pointers, in which both hide the same."""
        if not self._is_known:
            return ()
        together = "\n".join(texts)
        found = [word for word in (*self._spellings, *_UNCERTAIN) if word in together]
        return [text for text in texts if not any(self._stands_in(text, word) for word in found)] if found else texts

    def _stands_in(self, text: str, word: str) -> bool:
        """Whether a word may be hidden in a text: one that is a plain word is where nothing else stands beside it."""
        at = text.find(word)
        while at >= 0:
            end = at + len(word)
            if self._spellings.get(word, True) or (text[at - 1 : at] in _ENDS and text[end : end + 1] in _ENDS):
                return True
            at = text.find(word, at + 1)
        return False


def _words(before: Wording, after: Wording) -> frozenset[str]:
    pairs = ((before.secrets, after.secrets), (before.unsure, after.unsure), (before.shown, after.shown))
    found = frozenset[str]().union(*(one ^ other for one, other in pairs if one is not other))
    if before.labels is after.labels:
        return found
    return found | {word for word, _ in before.labels.items() ^ after.labels.items()}
