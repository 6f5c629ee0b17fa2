"""Names of roles that mean nothing to Core although people write them as if they did."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dial_lsp.model.values import Value

_MEANT_AS_EVERYBODY = frozenset(
    {"*", "**", ".*", "%", "all", "any", "anyone", "anybody", "everyone", "everybody", "public"}
)


def is_meant_as_everybody(role: str) -> bool:
    """Whether somebody who writes this role most likely means every caller; Core has no wildcards."""
    return role.strip().lower() in _MEANT_AS_EVERYBODY


def is_blank_role(role: Value) -> bool:
    """Whether a value in a list of roles names none: null or only blanks."""
    return role.is_null or (role.text is not None and not role.text.strip())
