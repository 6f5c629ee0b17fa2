"""A policy as it is written, with the places of its parts."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from dial_lsp.text import Location, Source


@dataclass(frozen=True, slots=True)
class PolicyMistake:
    """What is wrong in a policy file, and where; ``meant`` is a name that may be meant by the one that stands there."""

    message: str
    at: Location
    meant: str = ""


@dataclass(frozen=True, slots=True)
class Exemption:
    """What may break a policy: by whom, on what, until when and why."""

    who: tuple[str, ...]
    on: tuple[str, ...]
    until: date | None
    reason: str
    at: Location

    def is_live(self, today: date) -> bool:
        """Whether its last day is not over."""
        return self.until is None or self.until >= today


@dataclass(frozen=True, slots=True)
class Policy:
    """One ``[[policy]]``. ``values`` are its members by name: selectors as tuples, all else as TOML has them."""

    name: str
    at: Location
    values: Mapping[str, Any]
    places: Mapping[str, Location]
    whole: Location
    exemptions: tuple[Exemption, ...] = ()

    def selectors(self, name: str) -> tuple[str, ...]:
        """The selectors of a member; none where it is not written."""
        found: tuple[str, ...] = self.values.get(name, ())
        return found

    @property
    def stated(self) -> tuple[str, ...]:
        """What it states, by the names of the invariant and of all members."""
        use = self.values.get("use")
        return (*([] if use is None else [use]), *self.values)

    @property
    def every_selector(self) -> tuple[str, ...]:
        """The selectors of all members and exceptions."""
        written = (found for found in self.values.values() if isinstance(found, tuple))
        return tuple(chain(*written, *((*each.who, *each.on) for each in self.exemptions)))

    def exemptions_on(self, today: date) -> tuple[Exemption, ...]:
        """The exceptions whose last day is not over."""
        return tuple(each for each in self.exemptions if each.is_live(today))

    def place(self, name: str) -> Location:
        """Where a member stands, or the policy."""
        return self.places.get(name, self.at)


@dataclass(frozen=True, slots=True)
class PolicyFile:
    """A policy file; ``mistakes`` are of what could not be read, the rest stands."""

    source: Source
    groups: Mapping[str, Any] = field(default_factory=dict)
    policies: tuple[Policy, ...] = ()
    mistakes: tuple[PolicyMistake, ...] = ()
