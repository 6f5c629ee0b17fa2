"""How hard the secrets of API keys are to guess; estimated once in the life of an entry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dial_lsp.model import reads
from dial_lsp.model.placeholders import is_unfilled
from dial_lsp.model.strength import strength_at_most, strength_at_once, strength_of
from dial_lsp.schema.coercion import is_blank

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dial_lsp.model.access_control import Key
    from dial_lsp.model.config import Config
    from dial_lsp.model.strength import Strength

MOST_SEARCHED: Final = 10_000
"""In so many characters of secrets patterns are searched, a millisecond for 20 to 60; random keys need no search."""


def strength_of_key(key: Key, *, explicit: bool) -> Strength | None:
    """The strength of a key's secret, whose owner's names are tried first; None where no secret is written yet.

    ``explicit`` is false for a Core that always takes the entry's name.
    """
    return reads.remembered(key.entry.memo, ("strength", explicit), lambda: _searched(key, explicit=explicit))


def weak_keys(config: Config, *, explicit: bool) -> Sequence[tuple[Key, Strength]]:
    """The keys whose secret is not worth enough, and those that are not searched, with their strengths.

    Once too much has been searched that is the most that it may be. Kept while all keys are the same.
    """
    section = config.sections.get("keys")
    if section is None:
        return ()

    def weak() -> list[tuple[Key, Strength]]:
        every = _strengths(config.keys, explicit=explicit)
        return [(key, strength) for key, strength in every if not (strength.is_enough and strength.is_searched)]

    return reads.remembered(section.memo, ("weak", explicit, config.version), weak)


def _strengths(keys: Iterable[Key], *, explicit: bool) -> Iterator[tuple[Key, Strength]]:
    searched = 0
    for key in keys:
        secret, strength = _at_once(key, explicit=explicit)
        if secret and strength is None and searched < MOST_SEARCHED:
            searched += len(secret)
            strength = strength_of_key(key, explicit=explicit)
        elif secret and strength is None:
            strength = strength_at_most(secret)
        if strength is not None:
            yield key, strength


def _at_once(key: Key, *, explicit: bool) -> tuple[str, Strength | None]:
    """A key's secret, "" where none is written yet, and its strength where that takes no search."""

    def look() -> tuple[str, Strength | None]:
        secret, _ = key.secret(explicit=explicit)
        if not isinstance(key.raw, dict) or is_blank(secret) or is_unfilled(secret):
            return "", None
        return secret, strength_at_once(secret)

    return reads.remembered(key.entry.memo, ("strength at once", explicit), look)


def _searched(key: Key, *, explicit: bool) -> Strength | None:
    secret, strength = _at_once(key, explicit=explicit)
    if not secret or strength is not None:
        return strength
    words = (key.project.text or "", *(role or "" for role, _ in key.roles))
    return strength_of(secret, known=[word for word in words if word])
