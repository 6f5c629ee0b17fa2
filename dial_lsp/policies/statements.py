"""What policies state of callers and of what they call, each as a search for what breaks it."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Final

from dial_lsp.access import explain
from dial_lsp.access.because import Because
from dial_lsp.access.limits import UNITS
from dial_lsp.access.missing_bounds import missing_bounds
from dial_lsp.access.worst_case import PERIODS, worst_case
from dial_lsp.model.access_control import UNLIMITED, WINDOWS
from dial_lsp.policies.amounts import usd
from dial_lsp.policies.outcome import Breach

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from dial_lsp.access import Access, Object, Subject
    from dial_lsp.access.worst_case import Bound
    from dial_lsp.model.place import Place
    from dial_lsp.policies.policy import Policy
    from dial_lsp.policies.selectors import Selectors


_ABOUT_NO_ANSWERS = ("no-administrators", "keys-have-addresses", "routes-in-order")


class Scope:
    """The callers and objects that a policy is about."""

    def __init__(self, policy: Policy, selectors: Selectors, callers: tuple[Subject, ...] | None = None) -> None:
        """``callers`` are those that are looked at, if not all that the policy selects."""
        self.policy = policy
        self.selectors = selectors
        self.access: Access = selectors.access
        who = policy.selectors("who")
        selected = selectors.subjects(who) if who else selectors.callers
        self.subjects: tuple[Subject, ...] = selected if callers is None else callers

    @cached_property
    def objects(self) -> tuple[Object, ...]:
        """What of all that can be called it is about."""
        on = self.policy.selectors("on")
        return self.selectors.objects(on) if on else self.selectors.usual

    def of(self, name: str) -> tuple[Object, ...]:
        """The objects that a member of the policy selects."""
        return self.selectors.objects(self.policy.selectors(name))

    def asked(self) -> tuple[tuple[Subject, ...], tuple[Object, ...]]:
        """The answers that the policy is about; none where it is about callers or routes themselves."""
        if self.policy.values.get("use") in _ABOUT_NO_ANSWERS:
            return (), ()
        members = ("reaches", "reaches-only", "reaches-none", "exactly", "one", "other")
        named = [found for name in members if self.policy.selectors(name) for found in self.of(name)]
        return self.subjects, tuple(dict.fromkeys(named)) if named else self.objects

    def extent(self) -> tuple[int, int]:
        """How many callers it is about, and how much that can be called; 0 of what it does not ask for."""
        use = self.policy.values.get("use")
        if use in ("no-administrators", "keys-have-addresses"):
            return len(self.subjects), 0
        if use == "routes-in-order":
            return 0, len(self.policy.values["routes"])
        members = ("reaches", "reaches-only", "reaches-none", "exactly", "one", "other")
        named = [found.identity for name in members if self.policy.selectors(name) for found in self.of(name)]
        objects = len(set(named)) if named else len(self.objects)
        if use in ("passes-interceptor", "priced") or (use == "goes-only-to" and not self.policy.selectors("who")):
            return 0, objects
        never = self.policy.selectors("never")
        return len(self.selectors.subjects(never) if never else self.subjects), objects

    def breach(self, message: str, subject: Subject, found: Object) -> Breach:
        """What breaks the policy in one answer of the relation, with its reasons."""
        return Breach(message, subject, found, self.access.because(subject, found))

    def grant(self, subject: Subject, found: Object) -> Breach:
        """A grant that is not meant, or one that is missing."""
        may = "may" if self.access.reaches(subject, found) else "may not"
        because = self.access.because(subject, found)
        return Breach(f"{subject.label} {may} call {found.label}", subject, found, because, is_grant=True)

    def reached(self) -> Iterator[tuple[Subject, Object]]:
        """Who reaches what, of all that the policy is about."""
        for subject in self.subjects:
            for found in self.objects:
                if self.access.reaches(subject, found):
                    yield subject, found


def only(scope: Scope) -> Iterator[Breach]:
    """Exactly these callers reach the objects; a key through one of its roles, too."""
    texts = scope.policy.selectors("only")
    allowed, roles = frozenset(scope.selectors.subjects(texts)), scope.selectors.roles(texts)
    for subject in scope.selectors.callers:
        is_meant = subject in allowed or (subject.kind == "key" and not roles.isdisjoint(subject.roles))
        for found in scope.objects:
            if not is_meant and scope.access.reaches(subject, found):
                yield scope.grant(subject, found)
    for subject in allowed:
        for found in scope.objects:
            if not scope.access.reaches(subject, found):
                yield scope.grant(subject, found)


def never(scope: Scope) -> Iterator[Breach]:
    """None of these callers reaches the objects."""
    yield from _not_reached(scope, scope.selectors.subjects(scope.policy.selectors("never")), scope.objects)


def reaches(scope: Scope) -> Iterator[Breach]:
    """The callers reach all of these."""
    for subject in scope.subjects:
        for found in scope.of("reaches"):
            if not scope.access.reaches(subject, found):
                yield scope.grant(subject, found)


def reaches_only(scope: Scope) -> Iterator[Breach]:
    """Of the kinds that are named the callers reach nothing else."""
    texts = scope.policy.selectors("reaches-only")
    allowed, kinds = frozenset(scope.selectors.objects(texts)), scope.selectors.kinds(texts)
    others = [found for found in scope.selectors.everything if found.kind in kinds and found not in allowed]
    yield from _not_reached(scope, scope.subjects, others)


def reaches_none(scope: Scope) -> Iterator[Breach]:
    """The callers reach none of these."""
    yield from _not_reached(scope, scope.subjects, scope.of("reaches-none"))


def at_most(scope: Scope) -> Iterator[Breach]:
    """No limit is above, and none is missing."""
    for window, most in scope.policy.values["at-most"].items():
        for subject, found in _limited(scope):
            value = scope.access.verdict(subject, found).limits.window(window)
            if value is None or value > most:
                shown = "without limit" if value is None else f"{value}"
                yield scope.breach(f"{subject.label} may use {found.label}: {shown} {UNITS[window]}", subject, found)


def at_least(scope: Scope) -> Iterator[Breach]:
    """No limit is below; "unlimited": there is none."""
    wanted = scope.policy.values["at-least"]
    amounts = dict.fromkeys(WINDOWS, UNLIMITED) if wanted == "unlimited" else wanted
    for window, least in amounts.items():
        for subject, found in _limited(scope):
            value = scope.access.verdict(subject, found).limits.window(window)
            if value is not None and value < least:
                yield scope.breach(f"{subject.label} may use {found.label}: {value} {UNITS[window]}", subject, found)


def spends_at_most(scope: Scope) -> Iterator[Breach]:
    """What the callers may cost at worst, if no call passes a limit, is not above."""
    yield from spending(scope, {period: usd(text) for period, text in scope.policy.values["spends-at-most"].items()})


def cost_limit(scope: Scope) -> Iterator[Breach]:
    """No ``costLimit`` of the callers is above, and none is missing."""
    for window, text in scope.policy.values["cost-limit"].items():
        most = usd(text)
        for subject in scope.subjects:
            cost = scope.access.cost(subject)
            amount = cost.as_mapping()[window]
            if not cost.fails and (amount is None or (isinstance(amount, Decimal) and amount > most)):
                shown = "any amount" if amount is None else f"{amount:f} USD"
                none = Because("cost", f"no role of {subject.label} has a costLimit", _place(subject))
                steps = tuple(explain.cost_steps(scope.access, subject)) or (none,)
                yield Breach(f"{subject.label} may spend {shown} a {window}", subject, None, steps)


def spending(scope: Scope, amounts: Mapping[str, Decimal | None]) -> Iterator[Breach]:
    """Callers who may cost more than these amounts by period; None: who may cost any amount."""
    wanted: set[Object] = set()
    for subject in scope.subjects:
        if not scope.selectors.may_cost_more(subject, amounts):
            continue
        wanted = wanted or set(scope.objects)
        case = worst_case(scope.access, subject)
        if not any(cost.object in wanted for cost in case.models):
            continue
        for period, most in amounts.items():
            bound = None if case.bounds is None else case.bounds[PERIODS.index(period)]
            if bound is None or (most is not None and bound.low > most):
                shown = "any amount" if bound is None else f"{bound.low:,.2f} USD"
                steps = tuple(missing_bounds(scope.access, subject, case.unbounded)) if bound is None else _of(bound)
                message = f"{subject.label} may cost {shown} a{'n' if period == 'hour' else ''} {period}"
                yield Breach(message, subject, None, steps)


def works(scope: Scope) -> Iterator[Breach]:
    """What is reached does not fail."""
    for subject, found in _limited(scope):
        answer = scope.access.answer(subject, found)
        if answer.state == "fails":
            message = f"{subject.label} may call {found.label}, and every call fails"
            yield Breach(message, subject, found, answer.problems or answer.because)
        elif answer.state == "refused":
            yield scope.breach(f"a limit refuses every call of {subject.label} to {found.label}", subject, found)


STATEMENTS: Final[dict[str, Callable[[Scope], Iterator[Breach]]]] = {
    "only": only,
    "never": never,
    "reaches": reaches,
    "reaches-only": reaches_only,
    "reaches-none": reaches_none,
    "at-most": at_most,
    "at-least": at_least,
    "spends-at-most": spends_at_most,
    "cost-limit": cost_limit,
    "works": works,
}
"""By the member of a policy that makes them."""


def _of(bound: Bound) -> tuple[Because, ...]:
    return (Because("limit", "this limit bounds most of it", bound.at),)


def _place(subject: Subject) -> Place | None:
    return subject.key.at.key() if subject.key is not None else None


def _not_reached(scope: Scope, subjects: Sequence[Subject], objects: Sequence[Object]) -> Iterator[Breach]:
    for subject in subjects:
        for found in objects:
            if scope.access.reaches(subject, found):
                yield scope.grant(subject, found)


def _limited(scope: Scope) -> Iterator[tuple[Subject, Object]]:
    """What is reached of what the policy names: with ``on``, ``reaches`` or ``reaches-only``, else all of it."""
    named = next((name for name in ("on", "reaches", "reaches-only") if scope.policy.selectors(name)), None)
    objects = scope.objects if named in (None, "on") else scope.of(str(named))
    for subject in scope.subjects:
        for found in objects:
            if scope.access.reaches(subject, found) and (named or found.kind in ("model", "route")):
                yield subject, found
