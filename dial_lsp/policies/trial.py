"""Policies over a relation that differs a little from the one they were asked of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.policies.running import is_broken, is_of_whole
from dial_lsp.policies.selectors import Selectors

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from dial_lsp.access import Access, Change
    from dial_lsp.policies.policy import Policy


class Trial:
    """The relation after a change; only what may answer otherwise then is asked again, where that decides."""

    def __init__(self, base: Selectors, after: Access, changes: Iterable[Change], today: date) -> None:
        """``base`` are the selectors over the relation before, ``changes`` all that differs from it."""
        self._today = today
        states = (state.object for each in changes for state in (each.before, each.after))
        self.objects = frozenset(found.identity for found in states if found is not None)
        self.whole = Selectors(after, base.groups, base=base)
        within = Selectors(after, base.groups, base=base, within=self.objects)
        self._within = within if self.objects else self.whole

    def first_broken(self, policies: Iterable[Policy]) -> Policy | None:
        """The first of policies that held and fails now."""
        return next((each for each in policies if is_broken(each, self._selectors, self._today)), None)

    def _selectors(self, name: str) -> Selectors:
        return self.whole if is_of_whole(name) else self._within
