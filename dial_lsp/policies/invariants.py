"""The library: what most configurations should hold, by name, so that nobody writes it again."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from dial_lsp.access.because import Because, quoted
from dial_lsp.access.dependencies import dependencies
from dial_lsp.access.destinations import destinations_of, host_of, origin_of
from dial_lsp.access.interception import links_where, served_by
from dial_lsp.access.limits import UNITS
from dial_lsp.access.prices import price_of
from dial_lsp.access.worst_case import PERIODS
from dial_lsp.model.access_control import WINDOWS
from dial_lsp.model.deployments import Deployment, Model
from dial_lsp.model.powers import Power
from dial_lsp.names.patterns import matching
from dial_lsp.policies.amounts import usd
from dial_lsp.policies.outcome import Breach
from dial_lsp.policies.statements import spending, works

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from dial_lsp.access import Object, Subject
    from dial_lsp.policies.statements import Scope


class Invariant(NamedTuple):
    """One of the library: what it states, the members it needs and may have, and the search for what breaks it."""

    states: str
    needs: tuple[str, ...]
    may: tuple[str, ...]
    breaches: Callable[[Scope], Iterator[Breach]]


def open_to_all(scope: Scope) -> Iterator[Breach]:
    """What anybody may call is exactly what is listed."""
    expected = frozenset(scope.of("exactly"))
    everyone = scope.access.everyone
    for found in dict.fromkeys((*scope.objects, *expected)):
        if scope.access.reaches(everyone, found) != (found in expected):
            yield scope.grant(everyone, found)


def limited(scope: Scope) -> Iterator[Breach]:
    """Nobody calls without a limit."""
    windows: list[str] = scope.policy.values.get("windows", [])
    for subject, found in scope.reached():
        limits = scope.access.verdict(subject, found).limits
        missing = [window for window in windows if limits.window(window) is None]
        if missing or not any(limits.window(window) is not None for window in WINDOWS):
            what = f"{UNITS[missing[0]]} are not limited" if missing else "nothing is limited"
            yield scope.breach(f"{subject.label} may call {found.label}: {what}", subject, found)


def bounded_spend(scope: Scope) -> Iterator[Breach]:
    """What each caller may cost is bounded, or not above an amount."""
    amounts = {period: usd(scope.policy.values[period]) for period in PERIODS if period in scope.policy.values}
    yield from spending(scope, amounts or {"month": None})


def never_both(scope: Scope) -> Iterator[Breach]:
    """No key, no role and no two roles of a key's reach something of both sides."""
    sides = scope.of("one"), scope.of("other")
    for subject in scope.subjects:
        one, other = (next((found for found in side if scope.access.reaches(subject, found)), None) for side in sides)
        if one is not None and other is not None and one != other:
            because = (*scope.access.because(subject, one), *scope.access.because(subject, other))
            message = f"{subject.label} may call {one.label} and {other.label}"
            yield Breach(message, subject, other, because, is_grant=True)


def no_administrators(scope: Scope) -> Iterator[Breach]:
    """No key makes an administrator of Core."""
    for subject in scope.subjects:
        role = scope.access.powers(subject).get(Power.ADMINISTRATOR) if subject.kind == "key" else None
        if role is not None and scope.access.is_alive(subject):
            at = subject.place_of(role)
            steps = (Because("power", f'role "{role}" makes an administrator of Core', at),)
            yield Breach(f"{subject.label} is an administrator of Core", subject, None, steps)


def keys_have_addresses(scope: Scope) -> Iterator[Breach]:
    """Every key works from some addresses only."""
    for subject in scope.subjects:
        if subject.key is not None and scope.access.addresses(subject) is None and scope.access.is_alive(subject):
            steps = (Because("addresses", f"{subject.label} has no allowedIpAddressRanges", subject.key.at.key()),)
            yield Breach(f"{subject.label} works from any address", subject, None, steps)


def passes_interceptor(scope: Scope) -> Iterator[Breach]:
    """Every call passes the interceptor, on each interface that is served."""
    name: str = scope.policy.values["interceptor"]
    wanted: list[str] | None = scope.policy.values.get("interfaces")
    for found in scope.objects:
        served = found.served
        if found.kind == "interceptor" or not isinstance(served, Deployment):
            continue
        for interface in served_by(scope.access.config, served):
            is_wanted = wanted is None or interface in wanted
            if is_wanted and not any(
                link.name == name for link in links_where(scope.access.config, served, interface, "runs")
            ):
                steps = (Because("interceptors", f"its calls pass {_chain(scope, found)}", found.at),)
                yield Breach(f'calls of {found.label} by {interface} do not pass "{name}"', None, found, steps)


def goes_only_to(scope: Scope) -> Iterator[Breach]:
    """Calls go to no other hosts than these, for all that the callers reach."""
    allowed = [matching(host) for host in scope.policy.values["hosts"]]
    reached = scope.objects if not scope.policy.selectors("who") else {found: None for _, found in scope.reached()}
    for found in reached:
        for endpoint in destinations_of(scope.access.config, found):
            origin = origin_of(endpoint.text)
            host = host_of(origin)
            if not any(is_meant(host) for is_meant in allowed):
                steps = (Because("destination", f"{found.label} goes to {origin}", endpoint.value.at),)
                yield Breach(f"calls of {found.label} go to {origin}", None, found, steps)


def priced(scope: Scope) -> Iterator[Breach]:
    """Core counts a cost for every model."""
    for found in scope.objects:
        if isinstance(found.served, Model) and price_of(found.served).unit is None:
            steps = (Because("price", f"{found.label} has no price that Core counts", found.served.pricing.at),)
            yield Breach(f"calls of {found.label} cost nothing", None, found, steps)


def routes_in_order(scope: Scope) -> Iterator[Breach]:
    """The routes are tried in this order, the first first."""
    tried = {route.name: (turn, route) for turn, route in enumerate(scope.access.config.routes)}
    for first, then in pairwise(scope.policy.values["routes"]):
        for name in (first, then):
            if name not in tried:
                yield Breach(f'there is no route "{name}"', None, None, ())
        if first in tried and then in tried and tried[first][0] > tried[then][0]:
            steps = (
                Because("order", f'route "{then}"', tried[then][1].at),
                Because("order", f'route "{first}"', tried[first][1].at),
            )
            yield Breach(f'route "{then}" is tried before route "{first}"', None, None, steps)


def roles_only_add(scope: Scope) -> Iterator[Breach]:
    """One more role never lowers a limit: not the first with an entry, which takes the place of ``default`` or none."""
    roles = [each for each in scope.subjects if each.kind == "roles" and each.roles]
    for found in scope.objects:
        entries = scope.access.column(found).entries
        limiting = [each for each in roles if not entries.keys().isdisjoint(each.roles)]
        pairs = {frozenset((one, other)): (one, other) for one in roles for other in limiting if one != other}
        for one, other in pairs.values():
            yield from _lowered(scope, found, one, other)


def dependencies_admitted(scope: Scope) -> Iterator[Breach]:
    """Who may call an application may call what it depends on."""
    wanted = frozenset(scope.objects)
    for each in dependencies(scope.access):
        for subject in scope.subjects if each.application in wanted else ():
            if scope.access.reaches(subject, each.application) and not scope.access.reaches(subject, each.target):
                message = (
                    f"{subject.label} may call {each.application.label}, and not {each.target.label} that it needs"
                )
                because = scope.access.because(subject, each.target)
                yield Breach(message, subject, each.target, because, is_grant=True)


INVARIANTS: Final[dict[str, Invariant]] = {
    "open-to-all": Invariant("what anybody may call is exactly this", ("exactly",), ("on",), open_to_all),
    "limited": Invariant("nobody calls without a limit", (), ("who", "on", "windows"), limited),
    "bounded-spend": Invariant(
        "what each caller may cost is bounded", (), ("who", "on", "hour", "day", "month"), bounded_spend
    ),
    "never-both": Invariant("nobody may call something of both", ("one", "other"), ("who",), never_both),
    "no-administrators": Invariant("no key makes an administrator of Core", (), ("who",), no_administrators),
    "keys-have-addresses": Invariant("every key works from some addresses only", (), ("who",), keys_have_addresses),
    "passes-interceptor": Invariant(
        "every call passes the interceptor, on each interface",
        ("interceptor",),
        ("on", "interfaces"),
        passes_interceptor,
    ),
    "goes-only-to": Invariant("calls go to no other hosts", ("hosts",), ("who", "on"), goes_only_to),
    "priced": Invariant("every model has a price that Core counts", (), ("on",), priced),
    "routes-in-order": Invariant("these routes are tried in this order", ("routes",), (), routes_in_order),
    "roles-only-add": Invariant("one more role never lowers a limit", (), ("who", "on"), roles_only_add),
    "dependencies-admitted": Invariant(
        "who may call an application may call what it depends on", (), ("who", "on"), dependencies_admitted
    ),
    "granted-works": Invariant("nothing that may be called fails", (), ("who", "on"), works),
}


def _lowered(scope: Scope, found: Object, one: Subject, other: Subject) -> Iterator[Breach]:
    both = scope.access.caller(*one.roles, *other.roles)
    together = scope.access.verdict(both, found).limits
    for alone, more in ((one, other), (other, one)):
        if not scope.access.reaches(alone, found):
            continue
        limits = scope.access.verdict(alone, found).limits
        at = next((n for n, (a, b) in enumerate(zip(limits.values, together.values, strict=True)) if b < a), None)
        if at is not None:
            message = f"role {quoted(more.roles)} lowers the limit of role {quoted(alone.roles)} for {found.label}"
            steps = tuple(scope.access.because(both, found))
            yield Breach(f"{message}: {together.values[at]} {UNITS[WINDOWS[at]]}", both, found, steps)


def _chain(scope: Scope, found: Object) -> str:
    names: Iterable[str | None] = (link.name for link in scope.access.chain(found).links)
    return quoted(names) or "no interceptor"
