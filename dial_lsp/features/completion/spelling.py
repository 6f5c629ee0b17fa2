"""In which of its spellings to write a field: in the one the file has the habit of."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from dial_lsp.schema.fields import types

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dial_lsp.schema.fields import Field
    from dial_lsp.schema.versions import Version

_PREFIX = "dial:"


def spelling_of(field: Field, habits: Iterable[Iterable[str]], version: Version) -> str:
    """The spelling of a field that this Core reads and that follows the first of the habits which says anything.

    A habit is the names somebody has given to members, those of the same object first.
    """
    usable = [text for text in field.accepted if _is_known(field, text, version)] or list(field.accepted)
    if len(usable) == 1:
        return usable[0]
    for names in habits:
        votes = Counter(trait for name in names for trait in _traits().get(name, ()))
        scores = [sum(_lean(votes, *trait) for trait in _pairs(text)) for text in usable]
        if len(set(scores)) > 1:
            return usable[scores.index(max(scores))]
    return usable[0]


def _is_known(field: Field, spelling: str, version: Version) -> bool:
    since = field.introduced(spelling)
    return since is None or since <= version


@cache
def _traits() -> Mapping[str, tuple[str, ...]]:
    """The choices somebody made who wrote a name; names that cannot be written otherwise are left out."""
    fields = (field for kind in types().values() for field in kind.fields.values() if len(field.accepted) > 1)
    return {name: _traits_of(name, field) for field in fields for name in field.accepted}


def _traits_of(name: str, field: Field) -> tuple[str, ...]:
    prefixed = any(text.startswith(_PREFIX) for text in field.accepted)
    cased = any("_" in text for text in field.accepted)
    dial = ("dial" if name.startswith(_PREFIX) else "bare",) if prefixed else ()
    return (*dial, "snake" if "_" in name else "camel") if cased else dial


def _pairs(text: str) -> tuple[tuple[str, str], ...]:
    dial = ("dial", "bare") if text.startswith(_PREFIX) else ("bare", "dial")
    case = ("snake", "camel") if "_" in text else ("camel", "snake")
    return dial, case


def _lean(votes: Counter[str], chosen: str, other: str) -> int:
    """1 where most chose so, -1 where most chose otherwise."""
    return (votes[chosen] > votes[other]) - (votes[chosen] < votes[other])
