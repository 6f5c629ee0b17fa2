"""Names of the format that somebody may have meant by another one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dial_lsp.schema.fields import ObjectType

_OFFERED = 3
_SHORTEST = 4
_ROUNDING = 0.001


def nearest(name: str, names: Iterable[str], *, cutoff: float) -> tuple[str, ...]:
    """The likeliest names, best first: where one slip leads to some of them, only these."""
    from difflib import get_close_matches

    from rapidfuzz import fuzz, process

    # It is quick and counts no fewer common letters than difflib does, so what it leaves out is not near.
    likely = process.extract(name, tuple(names), scorer=fuzz.ratio, score_cutoff=100 * cutoff - _ROUNDING, limit=None)
    close = get_close_matches(name, [other for other, _, _ in likely], n=_OFFERED, cutoff=cutoff)
    return tuple(other for other in close if is_slip(name, other)) or tuple(close)


def is_slip(name: str, other: str) -> bool:
    """Whether one letter more, less or another, or two that changed places, is all that tells two names apart."""
    from rapidfuzz.distance import OSA

    return min(len(name), len(other)) >= _SHORTEST and OSA.distance(name.lower(), other.lower(), score_cutoff=1) <= 1


def misspelt(kind: ObjectType, names: Iterable[str], field: str) -> str | None:
    """The name, among those of an object's members, that is no field and most likely meant for this field.

    Core refuses the file because of it, and what is missing is only its right name.
    """
    if kind.unknown != "file-rejected":
        return None
    accepted = [text for text, known in kind.spellings.items() if known.name == field]
    return next(
        (name for name in names if name not in kind.spellings and any(is_slip(name, text) for text in accepted)), None
    )
