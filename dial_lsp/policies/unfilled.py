"""What breaks a policy only as long as something is not filled in: a role, or a limit, that a template writes later.

Where the same placeholder stands twice it is filled in alike, so a key with a role that is to be filled in reaches what
admits this role, whatever it will be.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dial_lsp.model.place import ConfigEntry
from dial_lsp.model.placeholders import has_placeholder
from dial_lsp.model.unfilled import unfilled_in

if TYPE_CHECKING:
    from dial_lsp.access import Access, Subject
    from dial_lsp.model.place import Place
    from dial_lsp.policies.outcome import Breach

_OF_LIMITS: Final = frozenset(
    ("at-most", "at-least", "spends-at-most", "cost-limit", "limited", "bounded-spend", "roles-only-add")
)
"""What is stated of limits: those of a role that is not declared by its placeholder may be any."""

_OF_ROLES: Final = frozenset(("has-role", "has-roles", "admitted", "not-admitted"))
"""Steps of a reason that speak of roles, in which a placeholder is the same on both sides."""


def depends_on_unfilled(stated: str, access: Access, breach: Breach) -> bool:
    """Whether nobody can tell yet if this breaks what is ``stated``, the name of a statement or an invariant."""
    subject, found = breach.subject, breach.object
    is_open = subject is not None and any(map(has_placeholder, subject.roles))
    if breach.is_grant and subject is not None and found is not None:
        if access.reaches(subject, found):
            return stated == "only" and is_open  # it may be filled in with one that is meant
        return is_open or (bool(subject.roles) and any(map(has_placeholder, found.admitted)))
    if stated in _OF_LIMITS and subject is not None and _has_open_limits(access, subject):
        return True
    return any(_is_unfilled(step.at) for step in breach.because if step.kind not in _OF_ROLES)


def _has_open_limits(access: Access, subject: Subject) -> bool:
    section = access.config.sections.get("roles")
    declared = section.every if section else {}
    return any(unfilled_in(declared[role]) if role in declared else has_placeholder(role) for role in subject.roles)


def _is_unfilled(place: Place | None) -> bool:
    if place is None or not isinstance(place.entry, ConfigEntry):
        return False
    return any(pointer[: len(place.pointer)] == place.pointer for pointer in unfilled_in(place.entry))
