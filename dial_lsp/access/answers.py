"""What checks say of the parts of a whole, asked again only of the parts that are others now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from dial_lsp.model import reads
from dial_lsp.model.tables import changed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from dial_lsp.access.entries import LimitedName

RoleNames = tuple[str, ...]
P = TypeVar("P")
T = TypeVar("T")


class Answers:
    """What is known of the parts of one whole, by check; a part is the same object while nothing of it changes."""

    def __init__(self, parts: Mapping[str, Any], previous: Answers | None = None) -> None:
        self._parts = parts
        self._earlier = dict(previous.known) if previous else {}
        self._known: dict[Callable[..., Any], dict[str, tuple[Any, ...]]] = {}
        self._changed: tuple[Mapping[str, Any], list[str]] | None = None

    @property
    def known(self) -> Mapping[Callable[..., Any], tuple[Mapping[str, Any], dict[str, tuple[Any, ...]]]]:
        """By check: of which parts it has been asked, here or earlier, and what it said."""
        return {**self._earlier, **{check: (self._parts, found) for check, found in self._known.items()}}

    def of(self, check: Callable[[P], Iterable[T]]) -> Mapping[str, tuple[T, ...]]:
        """What a check says, by part, in no particular order; parts of which it says nothing are left out.

        It must look at nothing but the part: what it reads of that is not noted.
        """
        found = self._known.get(check)
        if found is None:
            with reads.ignoring():
                found = self._known[check] = self._asked(check)
        return found

    def _asked(self, check: Callable[[P], Iterable[T]]) -> dict[str, tuple[T, ...]]:
        parts, found = self._earlier.pop(check, ({}, {}))
        found = dict(found)
        for name in self._since(parts):
            said = tuple(check(self._parts[name])) if name in self._parts else ()
            if said:
                found[name] = said
            else:
                found.pop(name, None)
        return found

    def _since(self, before: Mapping[str, Any]) -> list[str]:
        """The parts that are others now; most checks were asked of the same parts the last time."""
        if self._changed is None or self._changed[0] is not before:
            self._changed = (before, changed(before, self._parts))
        return self._changed[1]


class OfRoles(NamedTuple):
    """What a check has said of roles that callers have together, and of which limited names it could know."""

    limited: Mapping[str, LimitedName]
    known: Mapping[RoleNames, Any]


def of_roles(
    limited: Mapping[str, LimitedName],
    together: Iterable[RoleNames],
    check: Callable[[RoleNames], Any],
    previous: OfRoles | None,
) -> OfRoles:
    """What a check says of some roles, asked again where something changed of a name that one of them limits."""
    before, known = previous or ({}, {})
    names = changed(before, limited)
    touched = {role for name in names for one in (before.get(name), limited.get(name)) if one for role in one.entries}
    return OfRoles(
        limited,
        {roles: known[roles] if roles in known and touched.isdisjoint(roles) else check(roles) for roles in together},
    )
