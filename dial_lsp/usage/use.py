"""Who called what, and how much at most in each window of limits."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from dial_lsp.model.access_control import WINDOWS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from dial_lsp.usage.records import Call

_BUCKETS: Final = {
    "minute": "%Y-%m-%d %H:%M",
    "day": "%Y-%m-%d",
    "week": "%G-%V",
    "month": "%Y-%m",
    "requestHour": "%Y-%m-%d %H",
    "requestDay": "%Y-%m-%d",
}


@dataclass(slots=True)
class Use:
    """The calls of one project to one deployment. Peaks are by window, of calendar windows in UTC."""

    calls: int = 0
    _amounts: dict[str, Counter[str]] = field(default_factory=lambda: {window: Counter() for window in WINDOWS})

    def count(self, call: Call) -> None:
        """One call more."""
        self.calls += 1
        if call.at is None:
            return
        for window, amounts in self._amounts.items():
            amounts[call.at.strftime(_BUCKETS[window])] += 1 if window.startswith("request") else call.tokens

    def peak(self, window: str) -> int:
        """The most tokens or requests of one window; 0 where the records have no times."""
        return max(self._amounts[window].values(), default=0)


@dataclass(frozen=True, slots=True)
class Usage:
    """All that was called: by project and name of a deployment, and by whomever."""

    by_grant: Mapping[tuple[str, str], Use]
    deployments: frozenset[str]
    projects: frozenset[str]
    calls: int
    first: datetime | None
    last: datetime | None


def usage_of(calls: Iterable[Call]) -> Usage:
    """The use that calls make. What an application calls for a project, the project uses, and the application, too."""
    by_grant: dict[tuple[str, str], Use] = defaultdict(Use)
    every = tuple(calls)
    for call in every:
        if call.deployment:
            by_grant[call.project, call.deployment].count(call)
        if call.through:
            by_grant.setdefault((call.project, call.through), Use())
    times = sorted(call.at for call in every if call.at is not None)
    return Usage(
        dict(by_grant),
        frozenset(name for _, name in by_grant),
        frozenset(project for project, _ in by_grant if project),
        len(every),
        times[0] if times else None,
        times[-1] if times else None,
    )
