"""What breaks a policy only as long as something is not filled in: a role, or a limit, that a template writes later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.model.place import ConfigEntry
from dial_lsp.model.placeholders import has_placeholder
from dial_lsp.model.unfilled import unfilled_in

if TYPE_CHECKING:
    from dial_lsp.access import Access
    from dial_lsp.model.place import Place
    from dial_lsp.policies.outcome import Breach


def depends_on_unfilled(access: Access, breach: Breach) -> bool:
    """Whether nobody can tell yet if this breaks the policy."""
    subject, found = breach.subject, breach.object
    roles = () if subject is None else subject.roles
    known = [role for role in roles if not has_placeholder(role)]
    is_open = len(known) < len(roles)
    if breach.is_grant and subject is not None and found is not None:
        if access.reaches(subject, found):
            return is_open and not access.reaches(access.caller(*known), found)
        return is_open or any(map(has_placeholder, found.admitted))
    declared = access.config.sections.get("roles")
    entries = [declared.every[role] for role in known if role in declared.every] if declared else []
    return is_open or any(map(unfilled_in, entries)) or any(map(_is_unfilled, (step.at for step in breach.because)))


def _is_unfilled(place: Place | None) -> bool:
    if place is None or not isinstance(place.entry, ConfigEntry):
        return False
    return any(pointer[: len(place.pointer)] == place.pointer for pointer in unfilled_in(place.entry))
