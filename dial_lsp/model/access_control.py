"""API keys, roles and everything guarded by ``userRoles``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.model.place import Place
from dial_lsp.model.reads import kept
from dial_lsp.model.values import Value

if TYPE_CHECKING:
    from collections.abc import Iterator

DEFAULT_ROLE = "default"
TOKEN_WINDOWS = ("minute", "day", "week", "month")
REQUEST_WINDOWS = ("requestHour", "requestDay")
WINDOWS = TOKEN_WINDOWS + REQUEST_WINDOWS
UNLIMITED = 2**63 - 1


class Key(Value):
    """An entry of ``keys``: a project's API key."""

    __slots__ = ()
    TYPE = "Key"

    @property
    def project(self) -> Value:
        """The project the key belongs to."""
        return self.field("project")

    @kept
    def roles(self) -> tuple[tuple[str | None, Value], ...]:
        """All roles with their places, as Core unites them: ``roles``, then ``role`` unless it is null."""
        single = self.field("role")
        return (*self.field("roles").texts(), *(((single.text, single),) if single.text is not None else ()))

    @property
    def address_ranges(self) -> Value:
        """Where callers may come from; absent or null: anywhere; an empty list: nowhere."""
        return self.field("allowedIpAddressRanges")

    def secret(self, *, explicit: bool = True) -> tuple[str, Value | None]:
        """What callers send: the ``key`` field unless blank, else the entry's own name (then without a value).

        ``explicit`` is false for a Core that always takes the entry's name.
        """
        field = self.field("key")
        text = field.text
        if explicit and not field.is_blank and text is not None:
            return text, field
        return self.entry.name or "", None

    def secret_at(self, *, explicit: bool = True) -> Place:
        """Where that stands."""
        _, field = self.secret(explicit=explicit)
        return field.at if field else Place(self.entry, (), "key")


class Limit(Value):
    """Token and request limits of one role for one name; a missing field is unlimited, null is 0."""

    __slots__ = ()
    TYPE = "Limit"

    def window(self, name: str) -> int:
        """The limit in tokens (minute, day, week, month) or requests (requestHour, requestDay)."""
        return self.field(name).integer(UNLIMITED)


class Role(Value):
    """An entry of ``roles``."""

    __slots__ = ()
    TYPE = "Role"

    @property
    def name(self) -> str:
        """The role's name."""
        return self.entry.name or ""

    def limits(self) -> Iterator[tuple[str, Limit]]:
        """The limited names with their entries; null is no entry."""
        for name, value in self.field("limits").members():
            if not value.is_null:
                yield name, Limit.of(value)

    @property
    def cost_limit(self) -> Value:
        """The spending limit in USD over all models; null is none."""
        return self.field("costLimit")

    @property
    def share(self) -> Value:
        """Limits of sharing by resource type."""
        return self.field("share")


class Guarded(Value):
    """Anything with ``userRoles``: deployments and routes."""

    __slots__ = ()

    @property
    def name(self) -> str:
        """The entry's name."""
        return self.entry.name or ""

    @property
    def user_roles(self) -> Value:
        """The list of roles that may call it."""
        return self.field("userRoles")

    @property
    def allowed_roles(self) -> frozenset[str | None] | None:
        """None: every authenticated caller; empty: nobody; else one exact match is needed (a null matches a null)."""
        value = self.user_roles
        return frozenset(value.said()) if isinstance(value.raw, list) else None
