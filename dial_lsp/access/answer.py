"""What one object answers callers, and why: everything that is the same for all of whom the same roles count.

What is to be said of the caller, and of the key's place in the files, is not in it: ``explain`` puts both together.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple

from dial_lsp.access import explain
from dial_lsp.access.limits import HELD, NO_LIMITS

if TYPE_CHECKING:
    from dial_lsp.access.because import Because
    from dial_lsp.access.column import Verdict
    from dial_lsp.access.objects import Object
    from dial_lsp.access.relation import Access
    from dial_lsp.access.subjects import RoleName

State = Literal["unlimited", "limited", "partly", "refused", "fails", "denied"]
"""How calls fare.

``denied``: nobody lets the caller in; ``fails``: no call is answered; ``refused``: a limit that is not positive answers
403 to all of them; ``partly``: some calls fail or are refused; ``limited``: tokens, requests or money are limited;
``unlimited``: nothing holds the caller back.
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
        if self.problems:
            return "fails"
        verdict, spending = self.verdict, self.terms.spending
        if self.asks_money and (spending == "fails" or verdict.limits.is_denied):
            whole: State = "fails" if spending == "fails" else "refused"
            return whole if verdict.asked == "always" else "partly"
        return "unlimited" if verdict.limits.values == NO_LIMITS.values and spending == "unlimited" else "limited"

    @cached_property
    def because(self) -> tuple[Because, ...]:
        """Why the object lets the caller in or not, and where the limits come from."""
        grant = explain.grant_steps(self.object, self.admitted_by)
        limits = explain.limit_steps(self.access, self.object, self.verdict.limits) if self.reaches else ()
        return (*grant, *limits)

    @cached_property
    def problems(self) -> tuple[Because, ...]:
        """Why calls fail even of those who are let in."""
        return self.access.problems(self.object) if self.reaches else ()
