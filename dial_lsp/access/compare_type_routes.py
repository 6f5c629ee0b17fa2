"""The routes that the type schema of an application gives it, which stand in no entry of their own."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from dial_lsp.access.change import Change, State, combined, effect_of_sets
from dial_lsp.access.compare_requests import effect_of_requests
from dial_lsp.diagnostics import Effect
from dial_lsp.model.deployments import Application
from dial_lsp.model.routing import OF_TYPE, Route

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dial_lsp.access.objects import Object
    from dial_lsp.access.relation import Access


def compare_routes_of_type(before: Access, after: Access, old: Object, new: Object) -> Iterator[Change]:
    """What changed of them: who may call them, and by which requests; all else only changed."""
    written = written_routes(before, old), written_routes(after, new)
    if written[0] == written[1]:
        return
    routes = _routes(before, old), _routes(after, new)
    names = [name for name in {**routes[0], **routes[1]} if written[0].get(name) != written[1].get(name)]
    effects = [_effect(routes[0].get(name), routes[1].get(name)) for name in names]
    states = [
        State(
            sorted(_in_words(name, route) for name, route in side.items()),
            None,
            found,
            next((side[name].at for name in names if name in side), found.at),
        )
        for side, found in zip(routes, (old, new), strict=True)
    ]
    yield Change("route", "", new.label, "routes of its type", combined(effects), *states)


def written_routes(access: Access, found: Object) -> Mapping[str, str]:
    """The routes of an application's type, as they are written."""
    routes = _routes(access, found).items()
    return {name: json.dumps(route.raw, sort_keys=True, default=str) for name, route in routes}


def _routes(access: Access, found: Object) -> Mapping[str, Route]:
    served = found.served
    if not isinstance(served, Application) or served.schema_id.text is None:
        return {}
    schema = access.config.schemas["applicationTypeSchemas"].get(served.schema_key)
    members = schema.member(OF_TYPE).members() if schema is not None else ()
    return {name: Route.of(value) for name, value in members}


def _effect(old: Route | None, new: Route | None) -> Effect:
    """What becomes of what callers of the application may do by a route."""
    if old is None or new is None:
        found = new or old
        is_closed = found is None or _roles(found) == frozenset()
        return Effect.NEUTRAL if is_closed else Effect.WIDENS if old is None else Effect.NARROWS
    before, after = _roles(old), _roles(new)
    gains = before is not None and (after is None or bool(after - before))
    loses = after is not None and (before is None or bool(before - after))
    return combined((effect_of_sets(gains=gains, loses=loses), effect_of_requests(old, new)))


def _roles(route: Route) -> frozenset[str | None] | None:
    """The roles that may call it; None: all callers of the application."""
    written = route.member("dial:userRoles")
    return None if written.raw is None or not written.exists else frozenset(written.said())


def _in_words(name: str, route: Route) -> str:
    roles = _roles(route)
    who = "all its callers" if roles is None else ", ".join(sorted(map(str, roles))) or "nobody"
    methods = ", ".join(map(str, route.methods)) or "all methods"
    return f"{name} ({methods} of {', '.join(map(str, route.paths)) or 'all paths'} for {who})"
