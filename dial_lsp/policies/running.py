"""Whether the policies of a file hold in one relation, on one day."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

from dial_lsp.access.comparison import finished
from dial_lsp.model.near_names import near_names, nearest
from dial_lsp.policies.invariants import INVARIANTS
from dial_lsp.policies.outcome import Outcome, Problem, Report
from dial_lsp.policies.pieces import in_order, pieces
from dial_lsp.policies.reading import CALLERS, SELECTORS
from dial_lsp.policies.selectors import SelectorError, Selectors
from dial_lsp.policies.statements import STATEMENTS, Scope
from dial_lsp.policies.unfilled import depends_on_unfilled

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator
    from datetime import date

    from dial_lsp.access import Access
    from dial_lsp.policies.outcome import Breach
    from dial_lsp.policies.policy import Exemption, Policy, PolicyFile


_OF_WHOLE = frozenset(
    ("spends-at-most", "cost-limit", "bounded-spend", "never-both", "dependencies-admitted", "routes-in-order")
)
"""What one object alone does not decide."""
_OF_ALL = frozenset(("name", "use", "who", "on", "may-be-empty", "except"))


def run(file: PolicyFile, access: Access, today: date) -> Report:
    """The outcomes of all policies; the exceptions that count are those whose day is not over."""
    selectors = Selectors(access, file.groups)
    return Report(file, tuple(outcome(policy, selectors, today) for policy in file.policies))


def outcome(policy: Policy, selectors: Selectors, today: date) -> Outcome:
    """What becomes of one policy."""
    return finished(outcome_in_steps(policy, selectors, today))


def outcome_in_steps(
    policy: Policy, selectors: Selectors, today: date, most: int | None = None
) -> Generator[None, None, Outcome]:
    """The same a step at a time, for whoever has others to wait for: about ``most`` answers of the relation in each."""
    try:
        problems = tuple(_problems(policy, selectors))
        if problems:
            return Outcome(policy, problems=problems)
        scope = Scope(policy, selectors)
        found: list[Breach] = []
        unfilled = 0
        for name, search in _searches(policy):
            these: list[Breach] = []
            for piece in pieces(scope, name, most):
                these += search(piece)
                yield
            told = [breach for breach in these if not depends_on_unfilled(name, scope.access, breach)]
            unfilled += len(these) - len(told)
            found += in_order(scope, told)
        return replace(_without_excused(scope, tuple(found), today), unfilled=unfilled)
    except SelectorError as error:
        return Outcome(policy, problems=(_problem(policy, error),))


def is_broken(policy: Policy, selectors: Callable[[str], Selectors], today: date) -> bool:
    """Whether a policy that held fails now; ``selectors`` are those for what it states, by that name."""
    live = policy.exemptions_on(today)
    for name, search in _searches(policy):
        scope = Scope(policy, selectors(name))
        is_excused = _excused(scope, live)
        found = search(scope)
        if not all(is_excused(breach) or depends_on_unfilled(name, scope.access, breach) for breach in found):
            return True
    return False


def extent(policy: Policy, selectors: Selectors) -> tuple[int, int]:
    """How many callers a policy is about, and how much that can be called; 0 of what it does not ask for."""
    return Scope(policy, selectors).extent()


def is_of_whole(name: str) -> bool:
    """Whether one object alone does not decide what a statement or an invariant of this name says."""
    return name in _OF_WHOLE


def _searches(policy: Policy) -> Iterator[tuple[str, Callable[[Scope], Iterator[Breach]]]]:
    """What a policy states, by the names of invariants and statements, each as a search for what breaks it."""
    use = policy.values.get("use")
    if use is not None:
        yield use, INVARIANTS[use].breaches
    yield from ((name, STATEMENTS[name]) for name in STATEMENTS if name in policy.values)


def _problems(policy: Policy, selectors: Selectors) -> Iterator[Problem]:
    """What makes a policy say nothing, or not what was meant."""
    use = policy.values.get("use")
    if use is None:
        if not policy.values.keys() & STATEMENTS.keys():
            yield Problem(f"it states nothing; it needs one of {', '.join(STATEMENTS)}")
        yield from _out_of_place(policy, frozenset(STATEMENTS) | _OF_ALL)
    elif use not in INVARIANTS:
        near = nearest(use, INVARIANTS)
        known = f'did you mean "{near[0]}"?' if near else f"known: {', '.join(INVARIANTS)}"
        yield Problem(f'there is no invariant "{use}"; {known}', "use", use, near[0] if near else "")
    else:
        invariant = INVARIANTS[use]
        yield from (Problem(f'"{use}" needs "{name}"', "use") for name in invariant.needs if name not in policy.values)
        yield from _out_of_place(policy, frozenset((*invariant.needs, *invariant.may)) | _OF_ALL)
    if not policy.values.get("may-be-empty"):
        yield from _empty(policy, selectors)


def _out_of_place(policy: Policy, known: frozenset[str]) -> Iterator[Problem]:
    yield from (Problem(f'"{name}" means nothing here', name) for name in policy.values if name not in known)


def _empty(policy: Policy, selectors: Selectors) -> Iterator[Problem]:
    """Selectors that match nothing: a policy that is about nothing holds, and nobody notices."""
    for name in SELECTORS:
        for text in policy.selectors(name):
            found = selectors.subjects((text,)) if name in CALLERS else selectors.objects((text,))
            if not found:
                near = near_names(selectors.known).nearest(text)
                meant = f'did you mean "{near[0]}"?' if near else "say may-be-empty = true if that is meant"
                yield Problem(f'"{text}" matches nothing; {meant}', name, text, near[0] if near else "")


def _problem(policy: Policy, error: SelectorError) -> Problem:
    """What is wrong with a selector, and the first member that has it."""
    member = next((name for name in SELECTORS if error.said and error.said in policy.selectors(name)), "")
    return Problem(str(error), member, error.said, error.meant)


def _without_excused(scope: Scope, found: tuple[Breach, ...], today: date) -> Outcome:
    policy = scope.policy
    lapsed = tuple(each for each in policy.exemptions if not each.is_live(today))
    is_excused = _excused(scope, policy.exemptions_on(today))
    left = tuple(breach for breach in found if not is_excused(breach))
    return Outcome(policy, left, (), lapsed, len(found) - len(left))


def _excused(scope: Scope, exemptions: Iterable[Exemption]) -> Callable[[Breach], bool]:
    """Whether one of these exceptions excuses a breach; those on the same objects are asked at once."""
    callers: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
    for each in exemptions:
        callers.setdefault(each.on, []).append(each.who)
    everybody = {on for on, each in callers.items() if () in each}
    subjects = cache(lambda on: frozenset(chain.from_iterable(map(scope.selectors.subjects, callers[on]))))
    objects = cache(lambda on: frozenset(scope.selectors.objects(on)))
    return lambda breach: any(
        (on in everybody or breach.subject in subjects(on)) and (not on or breach.object in objects(on))
        for on in callers
    )
