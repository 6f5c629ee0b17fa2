"""What a deployment or a route amounts to: who reaches it, with which limits, and whether calls can work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.access import EVERYONE
from dial_lsp.access.limits import HELD
from dial_lsp.access.words import limits_in_words
from dial_lsp.features.hover.markup import Bullets, Code, Paragraph, Strong, Topic, listed
from dial_lsp.model.deployments import Deployment, Interceptor, Model
from dial_lsp.model.pricing import RATES
from dial_lsp.model.routing import LAST, Route
from dial_lsp.names.references import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.access import Object
    from dial_lsp.access.column import Verdict
    from dial_lsp.engine.analysis import Analysis
    from dial_lsp.features.hover.markup import Words

_MOST = 8
_FOUND_BY = {
    "reserved-name": "reserved-name",
    "unserved": "unserved-deployment",
    "no-upstreams": "route-without-target",
}
"""The rules that find at a name what may be wrong with calls of it."""


def object_topic(analysis: Analysis, found: Object, told: frozenset[str]) -> Topic:
    """What an object amounts to."""
    shown = found.served.field("displayName").raw
    title = (f", shown as {shown}",) if isinstance(shown, str) and shown and shown != found.name else ()
    inside = (" of application ", Code(found.application)) if found.application is not None else ()
    head = Paragraph((Strong(found.kind.capitalize()), " ", Code(found.name), *inside, *title))
    facts = (*_of_kind(analysis, found), *_callers(analysis, found, told), *_problems(analysis, found, told))
    return Topic((head, Bullets(facts)) if facts else (head,))


def _of_kind(analysis: Analysis, found: Object) -> Iterator[Words]:
    served = found.served
    if isinstance(served, Route):
        yield from _of_route(served)
    if isinstance(served, Model):
        yield from _pricing(served)
    if isinstance(served, Interceptor):
        count = len(analysis.references.uses_of(Kind.INTERCEPTOR, found.name))
        yield (f"Listed in {count} place{'' if count == 1 else 's'}",)
    elif isinstance(served, Deployment):
        names = [link.name or "null" for link in analysis.access.chain(found).links]
        if names:
            yield ("Calls pass ", *listed(names, _MOST))


def _of_route(route: Route) -> Iterator[Words]:
    methods = [method or "null" for method in route.methods]
    paths = [path or "null" for path in route.paths]
    yield ("Methods: ", *listed(methods)) if methods else ("All methods",)
    yield ("Paths: ", *listed(paths, _MOST)) if paths else ("Every path",)
    if route.order != LAST:
        yield (f"Order: {route.order}; a lower one is tried first",)
    if route.response.is_set:
        status = route.status.text
        yield ("Answers itself", *((" with status ", Code(status)) if status else ()))


def _pricing(model: Model) -> Iterator[Words]:
    pricing = model.pricing
    rates = [(name, pricing.field(name).raw) for name in RATES]
    told = ", ".join(f"{name} {rate}" for name, rate in rates if isinstance(rate, str) and rate)
    if told and pricing.unit.text:
        yield (f"Price in USD for one {pricing.unit.text}: {told}",)


def _callers(analysis: Analysis, found: Object, told: frozenset[str]) -> Iterator[Words]:
    access = analysis.access
    if found.is_dropped:
        if "dropped-entry" not in told:
            yield (found.why_dropped,)
    elif found.shadowed_by is not None:
        yield (f"Core finds the {found.shadowed_by} of the same name first",)
    elif found.allowed is None:
        yield (f"Open to every authenticated caller{_limited(access.verdict(EVERYONE, found))}",)
    elif not found.allowed:
        yield ("Its userRoles are empty: nobody may call it",)
    else:
        yield from _roles(analysis, found)
        alive = [key.label for key in access.keys if access.reaches(key, found)]
        more = f" and {len(alive) - _MOST} more" if len(alive) > _MOST else ""
        yield (f"Reached by {', '.join(alive[:_MOST])}{more}" if alive else "No API key reaches it",)


def _roles(analysis: Analysis, found: Object) -> Iterator[Words]:
    roles = [role for role in dict.fromkeys(found.admitted) if role is not None]
    for role in roles[:_MOST]:
        yield ("For role ", Code(role), _limited(analysis.access.verdict(analysis.access.caller(role), found)))
    if len(roles) > _MOST:
        yield (f"For {len(roles) - _MOST} more roles",)


def _limited(verdict: Verdict) -> str:
    return f": {limits_in_words(verdict.limits, verdict.asked)}" if verdict.asked in HELD else ""


def _problems(analysis: Analysis, found: Object, told: frozenset[str]) -> Iterator[Words]:
    for problem in () if found.is_dropped else analysis.access.problems(found):
        if _FOUND_BY.get(problem.kind) not in told:
            yield (problem.message[:1].upper() + problem.message[1:],)
