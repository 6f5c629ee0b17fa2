"""Where the texts of a policy stand, one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dial_lsp.text import Location, Span
from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    from dial_lsp.policies.outcome import Problem
    from dial_lsp.policies.policy import Policy

_TEXT: Final = compiled(r'"(?:[^"\\\r\n]|\\.)*"|\'[^\'\r\n]*\'')


def blamed(policy: Policy, problem: Problem) -> Location:
    """Where a problem of a policy stands: the text that is to blame, else its member, else the policy."""
    at = policy.place(problem.member)
    if problem.said:
        start, end = at.span
        for found in _TEXT.finditer(at.source.text, start, end):
            if found[0][1:-1] == problem.said:
                return Location(at.source, Span(*found.span()))
    return at
