"""Names of roles: which of them Core knows from where, and which mean something else to it than to people."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from dial_lsp.model import reads

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dial_lsp.model.access_control import Key
    from dial_lsp.model.config import Config

_MEANT_AS_EVERYBODY = frozenset({"*", "**", ".*", "%", "all", "any", "anyone", "anybody", "everyone", "everybody"})


def is_meant_as_everybody(role: str) -> bool:
    """Whether somebody who writes this role most likely means every caller; Core has no wildcards."""
    return role.strip().lower() in _MEANT_AS_EVERYBODY


def is_admin(role: str, admins: Sequence[str]) -> bool:
    """Whether a role makes administrators; in ``admins`` a ``*`` stands for any text, and case does not count then."""
    return any(fnmatchcase(role.lower(), name.lower()) if "*" in name else role == name for name in admins)


def is_global_reader(role: str) -> bool:
    """Whether a role reads every stored resource, by the rule that Core comes with: it holds this name, in any case."""
    return "global-reader" in role.lower()


def roles_of_keys(config: Config) -> frozenset[str]:
    """The roles that API keys have, declared or not."""
    keys = config.sections.get("keys")
    if keys is None:
        return frozenset()
    return reads.remembered(
        keys.memo,
        ("roles", config.version),
        lambda: frozenset[str]().union(*config.gathered("keys", _roles, digest=tuple).values()),
    )


def dropped_roles(config: Config) -> frozenset[str]:
    """The roles that are declared but left out by Core because of their name."""
    return frozenset(config.dropped("roles"))


def _roles(key: Key) -> tuple[str, ...] | None:
    return tuple(role for role, _ in key.roles if role is not None) or None
