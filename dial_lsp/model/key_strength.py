"""How hard the secret of an API key is to guess; estimated once in the life of its entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.model import reads
from dial_lsp.model.placeholders import is_unfilled
from dial_lsp.model.strength import strength_of
from dial_lsp.schema.coercion import is_blank

if TYPE_CHECKING:
    from dial_lsp.model.access_control import Key
    from dial_lsp.model.strength import Strength


def strength_of_key(key: Key, *, explicit: bool) -> Strength | None:
    """The strength of a key's secret, whose owner's names are tried first; None where no secret is written yet.

    ``explicit`` is false for a Core that always takes the entry's name.
    """
    return reads.remembered(key.entry.memo, ("strength", explicit), lambda: _strength(key, explicit=explicit))


def _strength(key: Key, *, explicit: bool) -> Strength | None:
    secret, _ = key.secret(explicit=explicit)
    if not isinstance(key.raw, dict) or is_blank(secret) or is_unfilled(secret):
        return None
    words = (key.project.text or "", *(role or "" for role, _ in key.roles))
    return strength_of(secret, known=[word for word in words if word])
