"""How much: token and request limits of a caller for one name, field by field.

Core takes, of the caller's roles that may call the entity, those with an entry for its name, and of their entries the
maximum of each field. Without any it takes the entry of the role ``default``; without that there is no limit. So a
first role with an entry may lower limits, and an empty entry lifts them all. (Core's RateLimiter.)
"""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from dial_lsp.model import reads
from dial_lsp.model.access_control import DEFAULT_ROLE, UNLIMITED, WINDOWS, Limit, Role
from dial_lsp.model.tables import changed
from dial_lsp.schema.versions import NEWEST, Version

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dial_lsp.access.objects import Object
    from dial_lsp.access.subjects import RoleSet
    from dial_lsp.model.place import Place

Entries = dict[str, "LimitEntry"]
Values = tuple[int, ...]
Asked = Literal["always", "v1-apis", "never", "unknown"]
"""Whether Core asks for the limits of a name: "v1-apis" is by the newer APIs, not by /openai/deployments."""
HELD: tuple[Asked, ...] = ("always", "v1-apis")
"""Where limits hold for some call at least."""

NO_ENTRIES: Mapping[str, LimitEntry] = MappingProxyType({})
"""What the many roles say that limit nothing."""
_KEPT = "access.limits"
"""Under which an entry of a role keeps what it says."""

UNITS = {
    "minute": "tokens a minute",
    "day": "tokens a day",
    "week": "tokens a week",
    "month": "tokens a month",
    "requestHour": "requests an hour",
    "requestDay": "requests a day",
}
"""What the windows of limits count."""

V1_APIS = Version(0, 46)
"""Requests of the newer APIs name any deployment and are limited by that name; before, models alone were limited."""


@dataclass(frozen=True, slots=True)
class LimitEntry:
    """What one role says of one name; the values are in the order of WINDOWS, UNLIMITED where nothing is said."""

    role: str
    limit: Limit = field(repr=False, compare=False)
    values: Values

    @property
    def at(self) -> Place:
        """Where the entry stands."""
        return self.limit.at

    def place_of(self, window: int) -> Place:
        """Where the value of a window stands, or the entry where it is left out."""
        found = self.limit.field(WINDOWS[window])
        return found.at if found.exists else self.at


class Limits(NamedTuple):
    """Effective limits, in the order of WINDOWS; UNLIMITED is no limit.

    ``sources`` are the entries that supplied each value, none where nobody limits the name; ``by_default`` is true
    where the role ``default`` stepped in.
    """

    values: Values
    sources: tuple[LimitEntry, ...] = ()
    by_default: bool = False

    @property
    def is_denied(self) -> bool:
        """Whether Core answers 403 to every call, as it does when any of the six is not positive."""
        return min(self.values) <= 0

    def window(self, name: str) -> int | None:
        """The limit of one of WINDOWS; None is unlimited."""
        value = self.values[WINDOWS.index(name)]
        return None if value == UNLIMITED else value

    def as_mapping(self) -> dict[str, int | None]:
        """All six by name; None is unlimited."""
        return {name: None if value == UNLIMITED else value for name, value in zip(WINDOWS, self.values, strict=True)}


NO_LIMITS = Limits((UNLIMITED,) * len(WINDOWS))


def effective(entries: Mapping[str, LimitEntry], counted: Iterable[str | None]) -> Limits:
    """The limits for one name of a caller whose ``counted`` roles are those that may call the entity.

    ``entries`` are what the roles say of the name.
    """
    found = [entries[role] for role in counted if role is not None and role in entries]
    if not found:
        fallback = entries.get(DEFAULT_ROLE)
        if fallback is None:
            return NO_LIMITS
        return Limits(fallback.values, (fallback,) * len(WINDOWS), by_default=True)
    if len(found) == 1:
        return Limits(found[0].values, (found[0],) * len(WINDOWS))
    found.sort(key=lambda entry: entry.role)
    sources = tuple(max(found, key=lambda entry: entry.values[window]) for window in range(len(WINDOWS)))
    return Limits(tuple(source.values[window] for window, source in enumerate(sources)), sources)


def counted_roles(allowed: RoleSet | None, roles: RoleSet) -> RoleSet:
    """Of a caller's roles those whose entries count: all if the entity is open, else those it admits."""
    return roles if allowed is None else roles & allowed


def entries_of(role: Role) -> Mapping[str, LimitEntry]:
    """What a role says of each name; read once in the life of its entry."""
    if not role.field("limits").raw:
        return NO_ENTRIES
    return reads.remembered(
        role.entry.memo,
        _KEPT,
        lambda: {name: LimitEntry(role.name, limit, _values(limit)) for name, limit in role.limits()},
    )


def carry_entries(old: Role, new: Role) -> None:
    """Of a role whose entry takes the place of another, read only the limits that are other values, not all again."""
    known: reads.Known | None = old.entry.memo.get(_KEPT)
    before, after = old.field("limits"), new.field("limits")
    if known is None or not isinstance(before.raw, dict) or not isinstance(after.raw, dict):
        return
    entries = dict(known.value)
    for name in changed(before.raw, after.raw):
        raw = after.raw.get(name)
        if raw is None:
            entries.pop(name, None)
        elif name in entries:
            limit = Limit.of(after.member(name))
            entries[name] = LimitEntry(new.name, limit, _values(limit))
        else:  # it has a turn among the others
            return
    new.entry.memo[_KEPT] = reads.Known(entries, known.reads)


def limit_asked(found: Object, version: Version) -> Asked:
    """For which calls of an object Core asks the role's limits of its name.

    The newest Core asks them for routes of applications too, under the route's own name; whether numbered releases do
    is not known, and there such routes count as unlimited.
    """
    if found.application is not None:
        return "always" if version > NEWEST else "unknown"
    if found.kind in ("model", "route"):
        return "always"
    return "v1-apis" if version >= V1_APIS else "never"


def _values(limit: Limit) -> Values:
    raw: Any = limit.raw
    if not raw or not isinstance(raw, dict):
        return NO_LIMITS.values
    return tuple(_value(limit, name, raw[name]) if name in raw else UNLIMITED for name in WINDOWS)


def _value(limit: Limit, window: str, raw: Any) -> int:
    """One limit; a role has hundreds of them, and nearly all are written as the whole number that Core holds."""
    return raw if type(raw) is int and 0 <= raw < UNLIMITED else limit.window(window)
