"""The reasons in words: who asks, why the object lets the caller in or not, how much, and what fails all the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.access.because import Because, quoted
from dial_lsp.access.limits import HELD, LimitEntry, Limits, limit_asked
from dial_lsp.access.spend import NULL, CostEntry
from dial_lsp.model.access_control import DEFAULT_ROLE, UNLIMITED, WINDOWS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.access.objects import Object
    from dial_lsp.access.relation import Access
    from dial_lsp.access.subjects import Subject
    from dial_lsp.model.place import Place

UNITS = {
    "minute": "tokens a minute",
    "day": "tokens a day",
    "week": "tokens a week",
    "month": "tokens a month",
    "requestHour": "requests an hour",
    "requestDay": "requests a day",
}

MATCH_WORDS = {
    "has-role": "{who} has role {role}",
    "admitted": "{role} is among the userRoles of {what}",
    "has-roles": "{who} has {roles} only",
    "not-admitted": "{what} admits {admits} only, and the caller has {roles}",
}
"""How a caller's roles meet those of an object; pages fill these in by themselves, for every pair has its own."""
NO_ROLE = "no role"

_KINDS = {"application": "applications", "toolset": "toolsets", "interceptor": "interceptors"}
_WHERE = {"always": "", "v1-apis": " to /openai/v1 and Anthropic requests"}


def steps(access: Access, subject: Subject, found: Object) -> Iterator[Because]:
    """All steps, from the caller to the answer."""
    yield from caller_steps(access, subject)
    yield from grant_steps(subject, found)
    verdict = access.verdict(subject, found)
    if access.reaches(subject, found):
        yield from limit_steps(access, found, verdict.limits)
        if found.kind == "model":
            yield from cost_steps(access, subject)
        yield from access.problems(found)


def caller_steps(access: Access, subject: Subject) -> Iterator[Because]:
    """What is to be said of the caller, whatever is called."""
    if subject.key is None:
        return
    other = access.replaced_by(subject)
    if other is not None and other.key is not None:
        message = f"{other.label} has the same secret and comes later: Core knows only that one"
        yield Because("duplicate-secret", message, other.key.at.key())
    ranges = subject.key.address_ranges
    if access.addresses(subject) == ():
        yield Because("no-address", f"{subject.label} is accepted from no address at all", ranges.at)
    elif access.addresses(subject) is not None:
        texts = quoted(text for text, _ in ranges.texts())
        yield Because("addresses", f"{subject.label} is accepted from {texts} only", ranges.at)


def grant_steps(subject: Subject, found: Object) -> Iterator[Because]:
    """Why ``userRoles`` let the caller in or not; the same for everybody unless ``is_matched``."""
    roles = found.guard.user_roles
    if is_matched(found):
        yield from _match(subject, found)
    elif found.is_dropped:
        yield Because("dropped", f"Core drops {found.label} because of its name", found.at)
    elif found.shadowed_by is not None:
        yield Because("shadowed", f"Core finds the {found.shadowed_by} of the same name first", found.at)
    elif found.allowed is None:
        message = f"{found.label} has no userRoles: it is open to every authenticated caller"
        yield Because("open", message, roles.at if roles.exists else found.at)
    else:
        yield Because("closed", f"the userRoles of {found.label} are empty: nobody may call it", roles.at)


def is_matched(found: Object) -> bool:
    """Whether the roles of a caller decide who may call an object."""
    return bool(found.allowed) and not found.is_dropped and found.shadowed_by is None


def _match(subject: Subject, found: Object) -> Iterator[Because]:
    assert found.allowed is not None  # noqa: S101 -- an open object needs no match
    for role in [role for role in subject.roles if role in found.allowed][:1]:
        given = subject.place_of(role)
        if given is not None:
            yield _matched("has-role", given, who=subject.label, role=quoted([role]))
        yield _matched("admitted", found.place_of(role), role=quoted([role]), what=found.label)
        return
    roles = quoted(subject.roles) if subject.roles else NO_ROLE
    if subject.key is not None:
        yield _matched("has-roles", roles_place(subject), who=subject.label, roles=roles)
    admits = quoted(found.admitted)
    yield _matched("not-admitted", found.guard.user_roles.at, what=found.label, admits=admits, roles=roles)


def _matched(kind: str, at: Place | None, **names: str) -> Because:
    return Because(kind, MATCH_WORDS[kind].format(**names), at)


def limit_steps(access: Access, found: Object, limits: Limits) -> Iterator[Because]:
    """Which roles supply the limits, one step for each, and whether one of them denies."""
    asked = limit_asked(found, access.config.version)
    if asked == "never" and access.limit_index.of(found.name):
        message = (
            f"Core {access.config.version} asks for no limits of {_KINDS[found.kind]}, so those of roles do not hold"
        )
        yield Because("limits-not-asked", message, found.at)
    elif asked == "unknown" and access.limit_index.of(found.name):
        message = f"whether Core {access.config.version} asks for limits of routes of applications is not known"
        yield Because("limits-not-known", message, found.at)
    if not limits.sources:
        if asked in HELD:
            yield Because("unlimited", f'neither a role of the caller nor role "{DEFAULT_ROLE}" limits {found.label}')
        return
    for entry in dict.fromkeys(limits.sources):
        kind = "default-limit" if limits.by_default else "limit"
        yield Because(kind, _limit_message(entry, limits, found), entry.at)
    for at, value in enumerate(limits.values):
        if value <= 0:
            message = f"{WINDOWS[at]} is {value}, which is not positive: Core answers 403{_WHERE[asked]}"
            yield Because("denied-by-limit", message, limits.sources[at].place_of(at))
    if asked == "v1-apis":
        message = f"limits of a {found.kind} count for /openai/v1 and Anthropic requests, not for /openai/deployments"
        yield Because("limits-partly-asked", message, found.at)


def _limit_message(entry: LimitEntry, limits: Limits, found: Object) -> str:
    who = f'role "{entry.role}"'
    if limits.by_default:
        who = f'no role of the caller limits {found.label}, so role "{DEFAULT_ROLE}"'
    said = [
        f"{value} {UNITS[WINDOWS[at]]}"
        for at, value in enumerate(limits.values)
        if limits.sources[at] is entry and value != UNLIMITED
    ]
    free = [WINDOWS[at] for at, value in enumerate(limits.values) if limits.sources[at] is entry and value == UNLIMITED]
    if not said:
        return f"{who} allows any amount" + ("" if len(free) == len(WINDOWS) else f" for {', '.join(free)}")
    return f"{who} allows {', '.join(said)}"


def cost_steps(access: Access, subject: Subject) -> Iterator[Because]:
    """The spending limit over all models."""
    cost = access.cost(subject)
    if cost.fails:
        places = quoted(entry.role for entry in cost.sources)
        message = f"one of the costLimits of roles {places} has a null, so Core answers 500 to every call"
        yield Because("cost-fails", message, cost.sources[0].at)
        return
    for entry in dict.fromkeys(cost.sources):
        kind = "default-cost" if cost.by_default else "cost"
        yield Because(kind, _cost_message(entry, tuple(cost.as_mapping().items()), cost.sources), entry.at)


def _cost_message(entry: CostEntry, values: tuple[tuple[str, object], ...], sources: tuple[CostEntry, ...]) -> str:
    said = [
        "null, so calls fail once anything is spent" if value == NULL else f"{value} USD a {window}"
        for at, (window, value) in enumerate(values)
        if sources[at] is entry and value is not None
    ]
    return f'role "{entry.role}" allows spending {", ".join(said) if said else "any amount"}, over all models'


def roles_place(subject: Subject) -> Place:
    """Where a key has its roles, or else its name."""
    assert subject.key is not None  # noqa: S101 -- only keys have their roles written down
    places = [value.at for _, value in subject.key.roles]
    return places[0] if places else subject.key.at.key()
