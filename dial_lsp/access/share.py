"""How far things may be shared: accepted users and lifetime of invitations by type of resource.

Roles are taken in the caller's order; the maximum counts, and after each role -1, which is also what a field left out
is, becomes Core's default. So the result depends on the order of the roles. The role ``default`` plays no part.
(Core's ShareService.)
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from dial_lsp.model import reads
from dial_lsp.model.values import Value

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dial_lsp.model.access_control import Role
    from dial_lsp.model.place import Place

NO_LIMIT = 2**31 - 1
DEFAULT_TTL = 72
DEFAULT_USERS: dict[str, int] = {
    "APPLICATION": 10,
    "CONVERSATION": NO_LIMIT,
    "CREDENTIALS": 10,
    "FILE": NO_LIMIT,
    "PROMPT": NO_LIMIT,
    "SKILL": 10,
    "TOOL_SET": 10,
}
_DEFAULT = -1


@dataclass(frozen=True, slots=True)
class ShareEntry:
    """What one role says of one type of resource."""

    role: str
    at: Place = field(repr=False, compare=False)
    users: int
    ttl: int


class ShareLimit(NamedTuple):
    """Effective limits of one type: users (None: any number), lifetime of invitations in hours, and what said so."""

    users: int | None
    ttl: int
    sources: tuple[ShareEntry, ...] = ()


class _Share(Value):
    __slots__ = ()
    TYPE = "ShareResourceLimit"


def effective_share(entries: Iterable[ShareEntry], resource: str) -> ShareLimit:
    """The limits for one type of resource; ``entries`` are those of the caller's roles, in the caller's order."""
    default = DEFAULT_USERS.get(resource, NO_LIMIT)
    found = tuple(entries)
    users = ttl = None
    for entry in found:
        users = _defaulted(entry.users if users is None else max(users, entry.users), default)
        ttl = _defaulted(entry.ttl if ttl is None else max(ttl, entry.ttl), DEFAULT_TTL)
    users = default if users is None else users
    return ShareLimit(None if users == NO_LIMIT else users, DEFAULT_TTL if ttl is None else ttl, found)


def shares_of(entries: Mapping[str, Mapping[str, ShareEntry]], roles: Iterable[str | None]) -> Mapping[str, ShareLimit]:
    """The limits by type of resource of a caller with these roles; ``entries`` are those of each role."""
    said = [found for name in roles if (found := entries.get(name or ""))]
    types = (*DEFAULT_USERS, *sorted({name for found in said for name in found} - set(DEFAULT_USERS)))
    return {name: effective_share((found[name] for found in said if name in found), name) for name in types}


def share_entries(role: Role) -> Mapping[str, ShareEntry]:
    """What a role says of each type of resource; read once in the life of its entry."""
    return reads.remembered(
        role.entry.memo,
        "access.share",
        lambda: {name: _entry(role.name, value) for name, value in role.share.members() if not value.is_null},
    )


def share_if_any(role: Role) -> Mapping[str, ShareEntry] | None:
    """The same; None of a role that says nothing."""
    return share_entries(role) or None


def _entry(role: str, value: Value) -> ShareEntry:
    if not isinstance(value.raw, dict):  # a number alone is the lifetime
        return ShareEntry(role, value.at, _DEFAULT, value.integer(_DEFAULT))
    limit = _Share.of(value)
    users, ttl = limit.field("maxAcceptedUsers"), limit.field("invitationTtl")
    return ShareEntry(role, value.at, users.integer(_DEFAULT, bits=32), ttl.integer(_DEFAULT))


def _defaulted(value: int, default: int) -> int:
    return default if value == _DEFAULT else value
