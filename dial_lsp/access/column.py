"""One object and everybody who asks for it.

The answer for a caller depends on very few of the caller's roles: those the object admits or, if it is open, those
with limits for its name. So answers are kept by that subset, and callers who agree in it share one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from dial_lsp.access import limits

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dial_lsp.access.limits import Asked, LimitEntry, Limits
    from dial_lsp.access.objects import Object
    from dial_lsp.access.subjects import RoleSet


class Verdict(NamedTuple):
    """Whether ``userRoles`` let the caller in, and the limits the caller would have in any case.

    There are no limits where this version of Core does not ask for any.
    """

    granted: bool
    limits: Limits
    asked: Asked

    @property
    def denied_by_limit(self) -> bool:
        """Whether a limit that is not positive makes Core answer 403 to every call."""
        return self.limits.is_denied and self.asked == "always"


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """An object with what roles say of its name, and the answers given so far."""

    object: Object
    entries: Mapping[str, LimitEntry]
    asked: Asked
    relevant: RoleSet
    verdicts: dict[RoleSet, Verdict] = field(default_factory=dict)

    @classmethod
    def of(cls, found: Object, entries: Mapping[str, LimitEntry], asked: Asked) -> Column:
        """The column of an object; ``entries`` are what the roles say of its name, as far as Core asks for it."""
        return cls(found, entries, asked, frozenset(entries) if found.allowed is None else found.allowed)

    def verdict(self, roles: RoleSet) -> Verdict:
        """The answer for a caller with these roles; each distinct one is computed once."""
        counted = roles & self.relevant
        known = self.verdicts.get(counted)
        if known is None:
            known = self.verdicts[counted] = self._decide(counted)
        return known

    def is_same(self, found: Object, entries: Mapping[str, LimitEntry]) -> bool:
        """Whether a column of these would give the same answers with the same reasons."""
        mine = self.object
        return (
            self.entries is entries
            and mine.served.entry is found.served.entry
            and mine.guard.entry is found.guard.entry
            and mine.served.pointer == found.served.pointer
            and mine.shadowed_by == found.shadowed_by
            and mine.is_dropped == found.is_dropped
        )

    def _decide(self, counted: RoleSet) -> Verdict:
        found = self.object
        granted = (found.allowed is None or bool(counted)) and found.is_found
        return Verdict(granted, limits.effective(self.entries, counted), self.asked)
