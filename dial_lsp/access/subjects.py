"""Who asks: an API key, a caller with given roles, or anybody who is authenticated.

A key is told by its position and project, never by its secret. What matters of a subject is the set of its roles, so
subjects with equal roles share all answers.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from dial_lsp.access.because import quoted
from dial_lsp.model import reads
from dial_lsp.schema import networks
from dial_lsp.schema.versions import SECRET_IN_KEY_FIELD

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dial_lsp.model.access_control import Key
    from dial_lsp.model.config import Config
    from dial_lsp.model.place import Place
    from dial_lsp.model.values import Value

RoleName = str | None  # a null in a list of roles is a role of its own: it matches a null in userRoles
RoleSet = frozenset[RoleName]
SubjectKind = Literal["key", "roles", "everyone"]


@dataclass(frozen=True, slots=True)
class Subject:
    """Somebody Core has authenticated. ``roles`` are in the caller's order, which counts for sharing only."""

    kind: SubjectKind
    roles: tuple[RoleName, ...] = ()
    position: int | None = None  # of a key in the file, from 1
    project: str | None = None  # of a key
    key: Key | None = field(default=None, repr=False, compare=False)
    role_set: RoleSet = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "role_set", frozenset(self.roles))

    @property
    def label(self) -> str:
        """The subject in a sentence."""
        if self.kind == "everyone":
            return "any authenticated caller"
        if self.kind == "key":
            return f"key {self.position}" + (f' (project "{self.project}")' if self.project else "")
        if not self.roles:
            return "a caller without roles"
        return f"a caller with role{'s' if len(self.roles) > 1 else ''} {quoted(self.roles)}"

    def place_of(self, role: RoleName) -> Place | None:
        """Where a key is given the role; None for callers that are no keys."""
        if self.key is None:
            return None
        return next((value.at for name, value in self.key.roles if name == role), None)


EVERYONE = Subject("everyone")


def caller(roles: Iterable[RoleName]) -> Subject:
    """A caller with these roles, as an identity provider would name them; they need not be declared."""
    return Subject("roles", tuple(roles))


def subject_of(key: Key, position: int) -> Subject:
    """The subject of an API key; ``position`` counts all keys of the config from 1."""
    return Subject("key", tuple(name for name, _ in key.roles), position, _shown_project(key), key)


def key_subjects(config: Config) -> tuple[Subject, ...]:
    """One subject for each API key, in the order of the config."""
    section = config.sections.get("keys")
    positions: dict[str | None, int] = {}

    def subject(key: Key) -> Subject:
        """Kept while the key is the same: where all names are as they were its position is, too."""
        if not positions:
            positions.update((name, at) for at, name in enumerate(section.every if section else (), 1))
        return subject_of(key, positions[key.entry.name])

    return tuple(config.gathered("keys", subject, key="access.subject", of_names=True).values())


def secrets_of(config: Config) -> tuple[str, ...]:
    """What callers send to be each of the keys, in the order of the config. It must never be shown."""
    explicit = config.version >= SECRET_IN_KEY_FIELD
    return tuple(config.gathered("keys", _secret if explicit else _name, digest=str).values())


def addresses_of(key: Key) -> tuple[networks.Range | None, ...] | None:
    """Where a key may be used from; None: anywhere; (): nowhere. A range that cannot be read is None."""
    return reads.remembered(key.entry.memo, "access.addresses", lambda: _ranges(key.address_ranges))


def written_addresses(subject: Subject) -> list[str | None] | None:
    """Where a key may be used from, as it is written; None: anywhere, or no key."""
    ranges = subject.key.address_ranges if subject.key is not None else None
    return list(ranges.said()) if ranges is not None and isinstance(ranges.raw, list) else None


def _ranges(value: Value) -> tuple[networks.Range | None, ...] | None:
    ranges = tuple(networks.parse(text) if text is not None else None for text in value.said())
    return ranges if isinstance(value.raw, list) else None


def _secret(key: Key) -> str:
    return key.secret()[0]


def _name(key: Key) -> str:
    return key.entry.name or ""


def _shown_project(key: Key) -> str | None:
    """The project, unless somebody used the secret itself for it."""
    project = key.project.text
    return None if project in (key.entry.name, key.field("key").text) else project
