"""The reasons in words: who asks, why the object lets the caller in or not, how much, and what fails all the same.

Each step is a fact about one thing, so that reports need to write it only once: about the caller (``caller_steps``,
``cost_steps``), a role of the caller (``role_step``), or the object and those roles that count there (``grant_steps``,
``limit_steps``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.access.because import Because, quoted
from dial_lsp.access.calls import place_of
from dial_lsp.access.interception import IN_WORDS, consenting_interfaces
from dial_lsp.access.limits import HELD, UNITS, LimitEntry, Limits, limit_asked
from dial_lsp.access.spend import NULL, CostEntry
from dial_lsp.model.access_control import DEFAULT_ROLE, UNLIMITED, WINDOWS
from dial_lsp.model.deployments import Deployment

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dial_lsp.access.answer import Answer
    from dial_lsp.access.calls import Calls
    from dial_lsp.access.objects import Object
    from dial_lsp.access.relation import Access
    from dial_lsp.access.subjects import RoleName, Subject
    from dial_lsp.model.place import Place

MATCH_WORDS = {
    "has-role": "{who} has role {role}",
    "admitted": "{role} is among the userRoles of {what}",
    "has-roles": "{who} has {roles} only",
    "not-admitted": "{what} admits {admits} only",
}
"""How a caller's roles meet those of an object."""
NO_ROLE = "no role"

_KINDS = {"application": "applications", "toolset": "toolsets", "interceptor": "interceptors"}
_WHERE = {"always": "", "v1-apis": " to /openai/v1 and Anthropic requests"}


def steps(access: Access, subject: Subject, answer: Answer) -> Iterator[Because]:
    """All steps, from the caller to the answer."""
    yield from caller_steps(access, subject)
    if subject.key is not None and is_matched(answer.object):
        yield role_step(subject, answer.admitted_by)
    yield from answer.because
    if answer.asks_money:
        yield from cost_steps(access, subject)
    yield from answer.problems


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
        texts = quoted(ranges.said())
        yield Because("addresses", f"{subject.label} is accepted from {texts} only", ranges.at)


def role_step(subject: Subject, admitted_by: tuple[RoleName, ...]) -> Because:
    """Where a key has the role that decides; all of its roles where none does."""
    if admitted_by:
        return _matched("has-role", subject.place_of(admitted_by[0]), who=subject.label, role=quoted(admitted_by[:1]))
    roles = quoted(subject.roles) if subject.roles else NO_ROLE
    return _matched("has-roles", roles_place(subject), who=subject.label, roles=roles)


def grant_steps(found: Object, admitted_by: tuple[RoleName, ...] = ()) -> Iterator[Because]:
    """Why ``userRoles`` let callers in or not; the same for everybody unless ``is_matched``."""
    roles = found.guard.user_roles
    if is_matched(found) and admitted_by:
        named = quoted(admitted_by[:1])
        yield _matched("admitted", found.place_of(admitted_by[0]), role=named, what=found.label)
    elif is_matched(found):
        yield _matched("not-admitted", roles.at, what=found.label, admits=quoted(found.admitted))
    elif found.is_dropped:
        yield Because("dropped", found.why_dropped, found.at)
    elif found.shadowed_by is not None:
        yield Because("shadowed", f"Core finds the {found.shadowed_by} of the same name first", found.at)
    elif found.allowed is None:
        message = f"{found.label} has no userRoles: it is open to every authenticated caller"
        yield Because("open", message, roles.at if roles.exists else found.at)
    else:
        yield Because("closed", f"the userRoles of {found.label} are empty: nobody may call it", roles.at)


def way_steps(access: Access, found: Object) -> Iterator[Because]:
    """Which interceptors calls pass, and by which interfaces they pass others or none."""
    every = access.calls(found)
    by_names: dict[tuple[str | None, ...], list[Calls]] = {}
    for calls in every:
        by_names.setdefault(tuple(link.name for link in calls.passes), []).append(calls)
    for names, alike in by_names.items():
        if not names and not any(calls.skips for calls in alike):
            continue  # there is no chain
        which = " and ".join(IN_WORDS[calls.interface] for calls in alike) if len(alike) < len(every) else "calls"
        if names:
            yield Because("passes", f"{which} of {found.label} pass {_interceptors(names)}", alike[0].passes[0].at)
        else:
            skipped = _interceptors(tuple(link.name for link in alike[0].skips))
            yield Because(
                "unguarded", f"{which} of {found.label} do not pass {skipped}", place_of(found, alike[0].interface)
            )
    yield from _consent(found, every)


def _consent(found: Object, every: Sequence[Calls]) -> Iterator[Because]:
    """Which calls go on only once the caller has agreed to them."""
    if not isinstance(found.served, Deployment):
        return
    known = {calls.interface for calls in every}
    asked = [one for one in consenting_interfaces(found.served) if one in known or not known]
    if asked:
        which = " and ".join(IN_WORDS[one] for one in asked) if len(asked) < len(known) else "calls"
        message = f"Core answers 403 to {which} of {found.label} until the caller has agreed to them (consentRequired)"
        at = found.served.field("features")
        yield Because("consent", message, at.at if at.exists else found.at)


def _interceptors(names: tuple[str | None, ...]) -> str:
    unique = tuple(dict.fromkeys(names))
    return f"interceptor{'s' if len(unique) > 1 else ''} {quoted(unique)}"


def is_matched(found: Object) -> bool:
    """Whether the roles of a caller decide who may call an object."""
    return bool(found.allowed) and found.is_found


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
    """Where a key has its roles, or the key where it has none."""
    assert subject.key is not None  # noqa: S101 -- only keys have their roles written down
    places = [value.at for _, value in subject.key.roles]
    return places[0] if places else subject.key.at.key()
