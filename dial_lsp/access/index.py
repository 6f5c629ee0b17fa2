"""What the roles of a config say, by the name they speak of."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from dial_lsp.access.limits import LimitEntry, entries_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dial_lsp.model.access_control import Role

Said = dict[str, dict[str, LimitEntry]]  # limited name -> role -> entry
NOTHING: Mapping[str, LimitEntry] = {}


class LimitIndex:
    """The limit entries of all roles by the limited name.

    An index made from a previous one has the very same mapping for each name whose entries did not change.
    """

    def __init__(self, roles: Mapping[str, Role], previous: LimitIndex | None = None) -> None:
        self.facts = {name: entries_of(role) for name, role in roles.items()}
        self.said: Said = self._from_scratch() if previous is None else self._from(previous)

    def of(self, name: str) -> Mapping[str, LimitEntry]:
        """Role -> what it says of the name."""
        return self.said.get(name, NOTHING)

    def _from_scratch(self) -> Said:
        said: Said = defaultdict(dict)
        for role, entries in self.facts.items():
            for name, entry in entries.items():
                said[name][role] = entry
        return dict(said)

    def _from(self, previous: LimitIndex) -> Said:
        touched = set(self._changed_names(previous))
        said = dict(previous.said)
        for name in touched:
            entries = {role: facts[name] for role, facts in self.facts.items() if name in facts}
            if entries:
                said[name] = entries
            else:
                said.pop(name, None)
        return said

    def _changed_names(self, previous: LimitIndex) -> Iterable[str]:
        """The names some role speaks of differently; what a role says is the same object while its entry is."""
        for role in {**previous.facts, **self.facts}:
            before, after = previous.facts.get(role), self.facts.get(role)
            if before is not after:
                yield from before or ()
                yield from after or ()
