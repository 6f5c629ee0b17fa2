"""What one object answers callers, and why: everything that is the same for all of whom the same roles count.

What is to be said of the caller, and of the key's place in the files, is not in it: ``explain`` puts both together.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple

from dial_lsp.access import explain
from dial_lsp.access.inner_calls import failing_dependencies
from dial_lsp.access.limits import HELD, NO_LIMITS
from dial_lsp.access.schedules import schedule_problems

if TYPE_CHECKING:
    from dial_lsp.access.because import Because
    from dial_lsp.access.column import Verdict
    from dial_lsp.access.objects import Object
    from dial_lsp.access.relation import Access
    from dial_lsp.access.subjects import RoleName, RoleSet

State = Literal["unlimited", "limited", "partly", "refused", "fails", "taken", "denied"]
"""How calls fare.

``denied``: nobody lets the caller in; ``taken``: other routes take every request first; ``fails``: no call is answered;
``refused``: a limit that is not positive answers 403 to all of them; ``partly``: some calls fail or are refused;
``limited``: tokens, requests or money are limited; ``unlimited``: nothing holds the caller back.
"""

Spending = Literal["unlimited", "limited", "fails"]


class Terms(NamedTuple):
    """On which terms somebody calls, whatever it is: with a key that works, and with how much money.

    ``spending`` fails where Core cannot choose between two spending limits and answers 500.
    """

    is_alive: bool = True
    spending: Spending = "unlimited"


@dataclass(frozen=True, eq=False)
class Answer:
    """The answer of one object to callers with the same terms and the same of the roles that count there."""

    access: Access
    object: Object
    roles: RoleSet
    """Of the callers' roles those that count here, or all of them."""
    verdict: Verdict
    terms: Terms
    admitted_by: tuple[RoleName, ...]
    """The first of the ``userRoles`` that the callers have; empty where none lets them in or none is asked for."""

    @property
    def reaches(self) -> bool:
        """Whether the caller is let in: a key that counts, from some address, admitted by ``userRoles``."""
        return self.terms.is_alive and self.verdict.granted

    @property
    def asks_money(self) -> bool:
        """Whether it matters what the caller may spend."""
        return self.reaches and self.verdict.asked in HELD

    @cached_property
    def state(self) -> State:
        """How calls fare."""
        if not self.reaches:
            return "denied"
        if self.taken:
            return "taken"
        asked, limits, spending = self.verdict.asked, self.verdict.limits, self.terms.spending
        cost_fails = self.asks_money and spending == "fails"
        is_refused = self.asks_money and limits.is_denied
        if self.failures or (cost_fails and asked == "always"):
            return "fails"
        if is_refused and asked == "always":
            return "refused"
        if self.failures_of_some or cost_fails or is_refused:
            return "partly"
        return "unlimited" if limits.values == NO_LIMITS.values and spending == "unlimited" else "limited"

    @cached_property
    def because(self) -> tuple[Because, ...]:
        """Why the object lets the caller in or not, where the limits come from, and what calls pass on their way."""
        grant = explain.grant_steps(self.object, self.admitted_by)
        if not self.reaches:
            return tuple(grant)
        limits = explain.limit_steps(self.access, self.object, self.verdict.limits)
        return (*grant, *limits, *explain.way_steps(self.access, self.object))

    @property
    def problems(self) -> tuple[Because, ...]:
        """Why requests do not arrive, or why calls fail all the same: all of them or, if it is not that bad, some."""
        return self.taken or self.failures or self.failures_of_some

    @cached_property
    def taken(self) -> tuple[Because, ...]:
        """Of a route, which others take every request before it is tried."""
        return self.access.taken(self.object) if self.reaches else ()

    @cached_property
    def failures(self) -> tuple[Because, ...]:
        """Why every call fails."""
        if not self.reaches:
            return ()
        inner = failing_dependencies(self.access, self.object, self.roles)
        found = (*self.access.problems(self.object), *(step for _, steps in inner for step in steps))
        return (*found, *self._of_schedule) if self.verdict.asked == "always" else found

    @cached_property
    def failures_of_some(self) -> tuple[Because, ...]:
        """Why some calls fail: those of single interfaces, or of the APIs that ask for limits."""
        if not self.reaches:
            return ()
        return (*(step for calls in self.access.calls(self.object) for step in calls.problems), *self._of_schedule)

    @property
    def _of_schedule(self) -> tuple[Because, ...]:
        limits = self.verdict.limits
        return schedule_problems(self.access.config, limits.values) if self.verdict.asked in HELD else ()
