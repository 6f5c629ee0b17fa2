"""What changed, in a sentence for each kind of change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dial_lsp.access.interception import IN_WORDS
from dial_lsp.access.limits import UNITS
from dial_lsp.access.spend import NULL
from dial_lsp.model.deployments import INTERFACE_TYPES
from dial_lsp.reports.access.values import number

if TYPE_CHECKING:
    from collections.abc import Callable

    from dial_lsp.access import Change
    from dial_lsp.reports.access.changes import Told


def _grant(found: Told) -> str:
    change = found.first
    return f"{change.what}: {found.who} {'may call it' if change.after.value else 'may not call it any more'}"


def _limit(found: Told) -> str:
    change = found.first
    return f"{change.what}: {found.who}: {_step(change)} {UNITS[change.field]}"


def _cost(found: Told) -> str:
    change = found.first
    after = change.after.value
    if "fails" in (change.before.value, after):
        verb = "fails, because of nulls in the limits" if after == "fails" else "does not fail any more"
        return f"spending of {found.who} a {change.field}: every limited call {verb}"
    said = f"spending of {found.who}: {_step(change)} USD a {change.field}"
    return said + (", so calls fail once something is spent" if after == NULL else "")


def _subject(found: Told) -> str:
    change = found.first
    if change.field == "role":
        return f"{found.who} is {'declared' if change.after.value is not None else 'not declared any more'}"
    if change.field == "key secret":
        return f"the key of project {change.after.value} was replaced ({found.who})"
    if change.field == "key project":
        return f"{found.who} belonged to project {change.before.value}"
    return f"{found.who} {'appears' if change.after.subject is not None else 'disappears'}"


def _sharing(found: Told) -> str:
    resource, _, field = found.first.field.partition(" ")
    unit = "accepted users" if field == "users" else "hours for invitations"
    return f"sharing of {resource} by {found.who}: {_step(found.first)} {unit}"


def _addresses(found: Told) -> str:
    before, after = found.first.before.value, found.first.after.value
    return f"{found.who}: addresses {_listed(before, 'any')} -> {_listed(after, 'any')}"


def _power(found: Told) -> str:
    change = found.first
    is_one = len(found.changes) == 1
    verbs = ("becomes", "is no longer") if is_one else ("become each", "are no longer each")
    verb = verbs[change.after.value is None]
    article = "an" if change.field.startswith("a") else "a"
    return f"{found.who} {verb} {article} {change.field}"


def _object(found: Told) -> str:
    change = found.first
    if not change.after.value:
        return f"{change.what} disappears"
    return f"{change.what} appears" + (f", and goes to {change.field}" if change.field else "")


def _interceptors(found: Told) -> str:
    change = found.first
    before, after = (
        "not served" if value is None else _listed(value, "none") for value in (change.before.value, change.after.value)
    )
    return f"{_calls(change)} pass interceptors {before} -> {after}"


def _serving(found: Told) -> str:
    change = found.first
    before, after = change.before.value, change.after.value
    verb = "fail" if not before else "do not fail any more" if not after else "fail for another reason"
    return f"{_calls(change)} {verb}"


def _calls(change: Change) -> str:
    """All calls of an object, or those of one interface."""
    return f"{change.what}: {IN_WORDS.get(change.field, 'calls')}"


def _dependencies(found: Told) -> str:
    change = found.first
    gained, lost = _gained_and_lost(change)
    now = "fails now, because it" if not change.before.value else "fails now also because it"
    said = [f"{now} depends on {', '.join(gained)}"] if gained else []
    said += [f"does not fail any more by {', '.join(lost)}"] if lost else []
    return f"{change.what} {' and '.join(said)} ({found.who})"


def _storage(found: Told) -> str:
    gained, lost = _gained_and_lost(found.first)
    said = [f"shared with {', '.join(gained)}"] if gained else []
    said += [f"no longer shared with {', '.join(lost)}"] if lost else []
    return f"{found.who}: all that is stored is {' and '.join(said)}"


def _route(found: Told) -> str:
    change = found.first
    before, after = change.before.value, change.after.value
    if change.field == "requests lost":
        other = after if after is not None else before
        verb = "takes requests from it" if after is not None else "takes no requests from it any more"
        return f'{change.what}: route "{other}" {verb}'
    if change.field == "routes of its type":
        gained, lost = _gained_and_lost(change)
        if not gained and not lost:
            return f"{change.what}: routes of its type go or answer otherwise"
        return f"{change.what}: routes of its type {', '.join(lost) or 'none'} -> {', '.join(gained) or 'none'}"
    if change.field == "rewritePath":
        whose = "path of the request" if after else "path of its url"
        return f"{change.what}: the server behind is asked for the {whose}"
    absent = "none" if change.field == "permissions" else "all"
    return f"{change.what}: {change.field} {_listed(before, absent)} -> {_listed(after, absent)}"


def _applications(found: Told) -> str:
    closed, opened = _gained_and_lost(found.first)
    said = [f"may not call it any more ({_interfaces_in_words(closed)})"] if closed else []
    said += [f"may call it ({_interfaces_in_words(opened)})"] if opened else []
    return f"{found.first.what}: applications and interceptors {' and '.join(said)}"


def _consent(found: Told) -> str:
    gained, lost = _gained_and_lost(found.first)
    if found.first.field == "dependencies":
        said = [f"asks its users to agree to calls of {', '.join(gained)}"] if gained else []
        said += [f"does not ask its users to agree to calls of {', '.join(lost)} any more"] if lost else []
        return f"{found.first.what} {' and '.join(said)}"
    said = [f"users must agree before it is called ({_interfaces_in_words(gained)})"] if gained else []
    said += [f"users need not agree any more before it is called ({_interfaces_in_words(lost)})"] if lost else []
    return f"{found.first.what}: {' and '.join(said)}"


def _credentials(found: Told) -> str:
    change = found.first
    before, after = change.before.value, change.after.value
    if change.field in ("services", "resources"):
        what = "external services" if change.field == "services" else "resources used in the name of its users"
        return f"{change.what}: {what} {_listed(before, 'none')} -> {_listed(after, 'none')}"
    if change.field == "own services":
        return f"{change.what}: users may {'add' if after else 'not add'} external services of their own" + (
            "" if after else " any more"
        )
    who = "another application or workload gets" if before and after else "whoever has its appIdentity gets"
    if not after:
        return f"{change.what}: nobody gets any more what its users have stored for its external services"
    return f"{change.what}: {who} what its users have stored for its external services"


def _interfaces_in_words(names: list[str]) -> str:
    return "by any interface" if set(names) == set(INTERFACE_TYPES) else f"by {', '.join(names)}"


def _gained_and_lost(change: Change) -> tuple[list[str], list[str]]:
    """What only the later list has, and what only the earlier one has."""
    before, after = set(change.before.value), set(change.after.value)
    return sorted(after - before), sorted(before - after)


def _tools(found: Told) -> str:
    before, after = found.first.before.value, found.first.after.value
    return f"{found.first.what}: tools {_listed(before, 'all')} -> {_listed(after, 'all')}"


def _interfaces(found: Told) -> str:
    before, after = found.first.before.value, found.first.after.value
    return f"{found.first.what}: serves {_listed(before, 'nothing')} -> {_listed(after, 'nothing')}"


def _price(found: Told) -> str:
    words = {None: "free", "fails": "none that Core can compute"}
    before, after = (words.get(value, value) for value in (found.first.before.value, found.first.after.value))
    if before == after:
        return f"{found.first.what}: price {after}, now under other conditions"
    return f"{found.first.what}: price {before} -> {after}"


def _destination(found: Told) -> str:
    gained, lost = _gained_and_lost(found.first)
    if found.first.field == "hosts":
        said = [f"now goes to {', '.join(gained)}"] if gained else []
        said += [f"no longer {'' if gained else 'goes '}to {', '.join(lost)}"] if lost else []
        return f"{found.first.what} {', '.join(said)}"
    said = [f"now {', '.join(gained)}"] if gained else []
    said += [one.replace(" gets ", " no longer gets ", 1) for one in lost]
    return f"{found.first.what}: {', '.join(said)}"


def _schedule(found: Told) -> str:
    before, after = (
        "null" if value is None else value for value in (found.first.before.value, found.first.after.value)
    )
    told = f"windows of limits begin by {found.first.field} {before} -> {after}"
    if "null" not in (before, after):
        return told
    which = "calls with limits by the week" if found.first.field == "weekStartDay" else "all calls with limits"
    return f"{told}, so {which} {'fail' if after == 'null' else 'do not fail any more'}"


def _step(change: Change) -> str:
    values = (change.before.value, change.after.value)
    return " -> ".join(
        "unlimited" if value is None else "null" if value == NULL else f"{number(value)}" for value in values
    )


def _listed(values: Any, absent: str) -> str:
    """A list in words; ``absent`` stands for no list, and an empty list of addresses is none."""
    if not values:
        return "none" if values == [] and absent == "any" else absent
    return ", ".join("null" if value is None else str(value) for value in values)


SENTENCES: Final[dict[str, Callable[[Told], str]]] = {
    "grant": _grant,
    "limit": _limit,
    "cost": _cost,
    "share": _sharing,
    "addresses": _addresses,
    "power": _power,
    "subject": _subject,
    "object": _object,
    "route": _route,
    "interceptors": _interceptors,
    "serving": _serving,
    "dependencies": _dependencies,
    "storage": _storage,
    "applications": _applications,
    "consent": _consent,
    "credentials": _credentials,
    "tools": _tools,
    "interfaces": _interfaces,
    "price": _price,
    "destination": _destination,
    "schedule": _schedule,
}
