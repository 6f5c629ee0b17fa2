"""What the roles of a config say, by the name they speak of."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from dial_lsp.access.limits import LimitEntry
from dial_lsp.model.tables import changed, is_in_order

if TYPE_CHECKING:
    from collections.abc import Mapping

Said = dict[str, dict[str, LimitEntry]]  # limited name -> role -> entry
NOTHING: Mapping[str, LimitEntry] = {}


class LimitIndex:
    """The limit entries of all roles by the limited name.

    ``facts`` are what each role says, the same object while its entry is. An index made from a previous one has the
    very same mapping for each name of which nothing changed.
    """

    def __init__(self, facts: Mapping[str, Mapping[str, LimitEntry]], previous: LimitIndex | None = None) -> None:
        self.facts = facts
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
        if self.facts is previous.facts:
            return previous.said
        if not is_in_order(previous.facts, self.facts):
            return self._in_another_order(previous)
        said = dict(previous.said)
        others = changed(previous.facts, self.facts)
        for role in sorted(others, key=self.facts.__contains__):  # those first that are gone
            before, after = previous.facts.get(role, NOTHING), self.facts.get(role, NOTHING)
            for name in changed(before, after):
                entries = {**said.get(name, NOTHING), **({role: after[name]} if name in after else {})}
                if name not in after:
                    del entries[role]
                elif name not in before:
                    entries = {one: entries[one] for one in sorted(entries, key=self._order.__getitem__)}
                said[name] = entries
                if not entries:
                    del said[name]
        return said

    @cached_property
    def _order(self) -> dict[str, int]:
        return {role: number for number, role in enumerate(self.facts)}

    def _in_another_order(self, previous: LimitIndex) -> Said:
        """All from scratch, but the same mapping where the same roles say the same of a name."""
        said = self._from_scratch()
        for name, entries in said.items():
            before = previous.said.get(name, NOTHING)
            if list(before) == list(entries) and all(before[role] is entry for role, entry in entries.items()):
                said[name] = previous.said[name]
        return said
