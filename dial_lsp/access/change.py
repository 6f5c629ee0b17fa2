"""One difference between two configs, told from both sides."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from dial_lsp.diagnostics import Effect

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from dial_lsp.access.objects import Object
    from dial_lsp.access.subjects import Subject
    from dial_lsp.model.place import Place

ChangeKind = Literal[
    "subject",  # a key or role appears, disappears or is replaced
    "object",  # something to call appears or disappears
    "grant",
    "limit",
    "cost",
    "share",
    "addresses",
    "power",  # a key begins or ceases to administrate Core, or to read everything that is stored
    "route",  # which requests a route gets
    "interceptors",
    "serving",  # calls that are let in begin or cease to fail
    "dependencies",  # of an application what fails that it depends on, for a caller
    "storage",  # who else has the storage of a key
    "applications",  # whether applications and interceptors may call it in the name of their callers
    "consent",  # whether users must have agreed before calls go on
    "credentials",  # of an application who gets what its users have stored, and for which services
    "interfaces",  # the APIs a deployment is called by
    "tools",  # those of an MCP server that may be called
    "price",
    "destination",  # which hosts calls go to, and what they get besides
    "schedule",  # when the windows of limits begin
]
_MIRRORED = {Effect.WIDENS: Effect.NARROWS, Effect.NARROWS: Effect.WIDENS}


@dataclass(frozen=True, slots=True)
class State:
    """How something stands in one of the two configs: a JSON value, and whom and what it is about there.

    ``at`` is the place to show; None lets the reasons of the relation tell it.
    """

    value: Any
    subject: Subject | None = field(default=None, compare=False)
    object: Object | None = field(default=None, compare=False)
    at: Place | None = field(default=None, compare=False, repr=False)


class Change(NamedTuple):
    """A difference. ``field`` tells apart what a kind has several of, and is "" elsewhere.

    It is the limit's window, the type of resource, the part of a route, the interface, or where an object leads that
    appears or disappears.

    ``effect`` says whether the caller may do more, less, or just something else (neutral).
    """

    kind: ChangeKind
    about: str  # the subject in words of both configs, or empty
    what: str  # the object in words, or empty
    field: str
    effect: Effect
    before: State
    after: State

    def mirrored(self) -> Change:
        """The same difference seen from the other config."""
        effect = _MIRRORED.get(self.effect, self.effect)
        return Change(self.kind, self.about, self.what, self.field, effect, self.after, self.before)

    @property
    def subject(self) -> Subject | None:
        """Whom it is about, as the later config names them if it does."""
        return self.after.subject or self.before.subject

    @property
    def object(self) -> Object | None:
        """What it is about, as the later config names it if it does."""
        return self.after.object or self.before.object


def effect_of_numbers(before: float | Decimal | None, after: float | Decimal | None) -> Effect:
    """Of a limit that changes: None is unlimited, and everything below zero is as good as zero."""
    low, high = _weight(before), _weight(after)
    if low == high:
        return Effect.NEUTRAL
    return Effect.WIDENS if low < high else Effect.NARROWS


def effect_of_sets(*, gains: bool, loses: bool) -> Effect:
    """Of a set that gains or loses elements, or both."""
    if gains and loses:
        return Effect.BOTH
    return Effect.WIDENS if gains else Effect.NARROWS if loses else Effect.NEUTRAL


def combined(effects: Iterable[Effect]) -> Effect:
    """What several changes do together."""
    found = set(effects)
    both = Effect.BOTH in found
    return effect_of_sets(gains=both or Effect.WIDENS in found, loses=both or Effect.NARROWS in found)


def _weight(value: float | Decimal | None) -> float | Decimal:
    return float("inf") if value is None else max(value, 0)
