"""Where a field belongs that an object does not have: in another object of the schema, or in another product.

Names of other products were taken from the data objects of DIAL Admin, the parameters of LiteLLM and from what people
ask for in public issues. A rename is offered only where the value means the same under the new name.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from dial_lsp.schema.fields import types
from dial_lsp.schema.foreign_names import ANYWHERE, FOREIGN
from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dial_lsp.schema.fields import ObjectType

_TITLES: Final = {"Limit": "a limit of a role", "Key": "an API key", "Role": "a role"}
_NOT_OFFERED: Final = frozenset(
    {"Config", "Deployment", "Addon", "Assistant", "Assistants", "Application.Function", "Application.Function.Mapping"}
)
"""Kinds that are no more, that stand in no file, or that Core fills in itself."""
_ONLY_NEAR: Final = frozenset({"ResourceDependency", "ResourceTarget"})
"""Kinds that nobody had in mind who does not write one, though names such as `path` are theirs alone."""
_FEW: Final = 2
_MANY: Final = 4

_PERIOD: Final = compiled(r"second|minute|min|hour|day|daily|week|month|quarter|year|annual|\Ar?t?p([smhd])\Z")
_PERIODS: Final = {"min": "minute", "s": "second", "m": "minute", "h": "hour", "d": "day", "daily": "day"}
_REQUESTS: Final = compiled(r"req|call|\Arp[smhd]\Z")
_OF_REQUESTS: Final = {"hour": "requestHour", "day": "requestDay"}
_OF_LIMITS: Final = frozenset({"Limit", "CostLimit"})


class Belonging(NamedTuple):
    """What to do about a field, as the end of a sentence, and the name to give it instead, if its meaning stays."""

    remedy: str
    rename: str = ""


def belonging(kind: ObjectType, name: str) -> Belonging | None:
    """What is known of a name that this object type does not have; None where nothing is."""
    if kind.name in _OF_LIMITS and (found := _of_limit(kind, name)):
        return found
    plain = re.sub(r"[^a-z0-9$]", "", name.lower())
    for where in (kind.name, ANYWHERE):
        if (plain, where) in FOREIGN:
            return Belonging(*FOREIGN[plain, where])
    *others, last = [_one(types()[holder]) for holder in _holders(kind, name)] or [""]
    return Belonging(f"it belongs in {', '.join(others)}{' or ' if others else ''}{last}") if last else None


def _of_limit(kind: ObjectType, name: str) -> Belonging | None:
    """A window of time in whatever words, such as ``requestsPerMin``."""
    plain = re.sub(r"[^a-z]", "", name.lower())
    found = _PERIOD.search(plain)
    if found is None:
        return None
    written = found[1] or found[0]
    period = _PERIODS.get(written, written)
    if kind.name == "Limit" and _REQUESTS.search(plain):
        rename = _OF_REQUESTS.get(period, "")
        known = "Core limits requests per hour (requestHour) and per day (requestDay)"
    else:
        rename = period if period in kind.fields else ""
        known = f"Core limits {'tokens' if kind.name == 'Limit' else 'costs'} per minute, day, week and month"
    return Belonging(f'it is written "{rename}"', rename) if rename else Belonging(known)


def _holders(kind: ObjectType, name: str) -> Iterable[str]:
    """The object types with this field: those around such an object or inside of it, else the one or two others."""
    having = {
        other.name: other
        for other in types().values()
        if name in other.spellings and other.name not in _NOT_OFFERED and other.unknown and not other.judged_elsewhere
    }
    beside = [other for other in having if other in _inside(kind.name) or kind.name in _inside(other)]
    near = beside or [other for other in having if other in _held_by(kind.name) or kind.name in _held_by(other)]
    titles = {having[other].title: other for other in near or having if near or other not in _ONLY_NEAR}
    return list(titles.values()) if len(titles) <= (_MANY if near else _FEW) else ()


@cache
def _held_by(name: str) -> frozenset[str]:
    """The object types that stand somewhere inside of one."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        inner = set(_inside(waiting.pop())) - found
        found |= inner
        waiting += inner
    return frozenset(found - {name})


def _inside(name: str) -> Iterator[str]:
    for field in types()[name].fields.values():
        if field.object_type is not None:
            yield field.object_type


def _one(kind: ObjectType) -> str:
    return _TITLES.get(kind.name) or f"{'an' if kind.title[0] in 'aeiou' else 'a'} {kind.title}"
