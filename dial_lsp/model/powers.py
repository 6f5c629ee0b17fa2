"""What roles let a caller do beside calls: administrate Core, read everything that is stored.

No field of the configuration says so. Core's static settings do, and what Core comes with goes by the names of roles
(read in its settings, `access.admin.rules` and `access.globalReader`, and in AccessService; not run).
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from dial_lsp.model.role_names import is_admin, is_global_reader
from dial_lsp.schema.versions import Version

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_KEYS_ADMINISTRATE = Version(0, 41)  # not sure of 0.41 itself
_GLOBAL_READERS = Version(0, 26)  # the first release is not known; 0.25 has none


class Power(StrEnum):
    """A right that comes with a role, wherever it is not a call."""

    ADMINISTRATOR = "administrator"
    GLOBAL_READER = "global reader"


def powers_of(
    roles: Iterable[str | None], admins: Sequence[str], version: Version, *, is_key: bool
) -> Mapping[Power, str]:
    """The powers of a caller with these roles, each with the first role that gives it.

    ``admins`` are the roles that make administrators, as the settings name them. Where it is not known whether a
    version of Core knows a power, it counts.
    """
    found: dict[Power, str] = {}
    for role in roles:
        if role is None:
            continue
        if (not is_key or version >= _KEYS_ADMINISTRATE) and is_admin(role, admins):
            found.setdefault(Power.ADMINISTRATOR, role)
        if version >= _GLOBAL_READERS and is_global_reader(role):
            found.setdefault(Power.GLOBAL_READER, role)
    return found
