"""DIAL Core's answers to single requests, written down a second time and as plainly as possible.

Nothing here is shared with the program: a config is a plain JSON object, a request is decided on its own, and limits
show themselves only in whether a request with a given number of earlier ones is still let through.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

WINDOWS = ("minute", "day", "week", "month", "requestHour", "requestDay")
SECTIONS = {"model": "models", "application": "applications", "route": "routes"}


@dataclass
class Core:
    """A config at work."""

    config: dict[str, Any]

    def call(self, roles: list[str], kind: str, name: str, used: dict[str, int]) -> int:
        """The status of a request of a caller who has used so much of each window."""
        entity = self.config[SECTIONS[kind]][name]
        if not self._has_access(entity, roles):
            return 403
        limit = self._limit(entity, name, roles)
        if any(value is not None and value <= 0 for value in limit.values()):
            return 403
        if any(limit[window] is not None and used[window] >= limit[window] for window in WINDOWS):
            return 429
        return 200

    def _has_access(self, entity: dict[str, Any], roles: list[str]) -> bool:
        if entity.get("userRoles") is None:
            return True
        return any(role in entity["userRoles"] for role in roles)

    def _limit(self, entity: dict[str, Any], name: str, roles: list[str]) -> dict[str, Any]:
        entries = []
        for role in roles:
            if entity.get("userRoles") is not None and role not in entity["userRoles"]:
                continue
            entry = self._entry(role, name)
            if entry is not None:
                entries.append(entry)
        if not entries:
            fallback = self._entry("default", name)
            entries = [fallback if fallback is not None else {}]
        limit: dict[str, Any] = {}
        for window in WINDOWS:
            values = [entry[window] for entry in entries if window in entry]
            limit[window] = max(values) if len(values) == len(entries) else None
        return limit

    def _entry(self, role: str, name: str) -> dict[str, Any] | None:
        declared = self.config["roles"].get(role)
        if declared is None:
            return None
        entry: dict[str, Any] | None = declared.get("limits", {}).get(name)
        return entry
