"""Whether the policies of a file hold in one relation, on one day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.model.near_names import nearest
from dial_lsp.policies.invariants import INVARIANTS
from dial_lsp.policies.outcome import Breach, Outcome, Report
from dial_lsp.policies.reading import SELECTORS
from dial_lsp.policies.selectors import SelectorError, Selectors
from dial_lsp.policies.statements import STATEMENTS, Scope

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from dial_lsp.access import Access
    from dial_lsp.policies.policy import Exemption, Policy, PolicyFile

_CALLERS = ("who", "only", "never")
_OF_SPENDING = frozenset(("spends-at-most", "cost-limit"))
_OF_WHOLE = frozenset(("bounded-spend", "never-both", "dependencies-admitted", "routes-in-order"))
"""What one object alone does not decide."""
_OF_ALL = frozenset(("name", "use", "who", "on", "may-be-empty", "except"))


def run(file: PolicyFile, access: Access, today: date) -> Report:
    """The outcomes of all policies; the exceptions that count are those whose day is not over."""
    selectors = Selectors(access, file.groups)
    return Report(file, tuple(outcome(policy, selectors, today) for policy in file.policies))


def outcome(policy: Policy, selectors: Selectors, today: date) -> Outcome:
    """What becomes of one policy."""
    try:
        problems = tuple(_problems(policy, selectors))
        if problems:
            return Outcome(policy, problems=problems)
        scope = Scope(policy, selectors)
        return _without_excused(scope, tuple(breaches(scope)), today)
    except SelectorError as error:
        return Outcome(policy, problems=(str(error),))


def is_broken(policy: Policy, selectors: Selectors, today: date) -> bool:
    """Whether a policy that held fails now."""
    scope = Scope(policy, selectors)
    live = policy.exemptions_on(today)
    return any(not any(_excuses(scope, each, breach) for each in live) for breach in breaches(scope))


def is_of_whole(policy: Policy) -> bool:
    """Whether one object alone does not decide whether the policy holds."""
    return bool(policy.values.keys() & _OF_SPENDING) or policy.values.get("use") in _OF_WHOLE


def breaches(scope: Scope) -> Iterator[Breach]:
    """Everything that breaks a policy, exceptions not asked."""
    use = scope.policy.values.get("use")
    if use is not None:
        yield from INVARIANTS[use].breaches(scope)
    for name in STATEMENTS:
        if name in scope.policy.values:
            yield from STATEMENTS[name](scope)


def _problems(policy: Policy, selectors: Selectors) -> Iterator[str]:
    """What makes a policy say nothing, or not what was meant."""
    use = policy.values.get("use")
    if use is None:
        if not policy.values.keys() & STATEMENTS.keys():
            yield f"it states nothing; it needs one of {', '.join(STATEMENTS)}"
        yield from _out_of_place(policy, frozenset(STATEMENTS) | _OF_ALL)
    elif use not in INVARIANTS:
        near = nearest(use, INVARIANTS)
        known = f'did you mean "{near[0]}"?' if near else f"known: {', '.join(INVARIANTS)}"
        yield f'there is no invariant "{use}"; {known}'
    else:
        invariant = INVARIANTS[use]
        yield from (f'"{use}" needs "{name}"' for name in invariant.needs if name not in policy.values)
        yield from _out_of_place(policy, frozenset((*invariant.needs, *invariant.may)) | _OF_ALL)
    if not policy.values.get("may-be-empty"):
        yield from _empty(policy, selectors)


def _out_of_place(policy: Policy, known: frozenset[str]) -> Iterator[str]:
    yield from (f'"{name}" means nothing here' for name in policy.values if name not in known)


def _empty(policy: Policy, selectors: Selectors) -> Iterator[str]:
    """Selectors that match nothing: a policy that is about nothing holds, and nobody notices."""
    for name in SELECTORS:
        for text in policy.selectors(name):
            found = selectors.subjects((text,)) if name in _CALLERS else selectors.objects((text,))
            if not found:
                near = nearest(text, selectors.known)
                meant = f'did you mean "{near[0]}"?' if near else "say may-be-empty = true if that is meant"
                yield f'"{text}" matches nothing; {meant}'


def _without_excused(scope: Scope, found: tuple[Breach, ...], today: date) -> Outcome:
    policy = scope.policy
    live = policy.exemptions_on(today)
    lapsed = tuple(each for each in policy.exemptions if each not in live)
    left = tuple(breach for breach in found if not any(_excuses(scope, each, breach) for each in live))
    return Outcome(policy, left, (), lapsed, len(found) - len(left))


def _excuses(scope: Scope, exemption: Exemption, breach: Breach) -> bool:
    who, on = exemption.who, exemption.on
    return (not who or breach.subject in scope.selectors.subjects(who)) and (
        not on or breach.object in scope.selectors.objects(on)
    )
