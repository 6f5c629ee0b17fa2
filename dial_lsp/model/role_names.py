"""Names of roles: which of them Core knows from where, and which mean something else to it than to people."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dial_lsp.model.config import Config

_MEANT_AS_EVERYBODY = frozenset({"*", "**", ".*", "%", "all", "any", "anyone", "anybody", "everyone", "everybody"})


def is_meant_as_everybody(role: str) -> bool:
    """Whether somebody who writes this role most likely means every caller; Core has no wildcards."""
    return role.strip().lower() in _MEANT_AS_EVERYBODY


def roles_of_keys(config: Config) -> frozenset[str]:
    """The roles that API keys have, declared or not."""
    return frozenset(role for key in config.keys for role, _ in key.roles if role is not None)


def dropped_roles(config: Config) -> frozenset[str]:
    """The roles that are declared but left out by Core because of their name."""
    section = config.sections.get("roles")
    entries = section.entries if section else ()
    return frozenset(entry.name for entry in entries if entry.name is not None and config.is_dropped(entry))
