"""What changed of the calls of one object, whoever makes them: where they go, what they reach, who may pass them on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.access.change import Change, State, effect_of_sets
from dial_lsp.access.compare_terms import compare_terms
from dial_lsp.access.compare_type_routes import compare_routes_of_type
from dial_lsp.access.destinations import destinations_of, origins, sent
from dial_lsp.access.interception import closed_interfaces, served_by
from dial_lsp.diagnostics import Effect
from dial_lsp.model.deployments import Application, Deployment
from dial_lsp.model.nested import Mcp

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from dial_lsp.access.objects import Object
    from dial_lsp.access.relation import Access
    from dial_lsp.model.config import Config
    from dial_lsp.model.deployments import Interface
    from dial_lsp.model.endpoints import Endpoint
    from dial_lsp.model.place import Place
    from dial_lsp.model.values import Value


def compare_calls(before: Access, after: Access, old: Object, new: Object) -> Iterator[Change]:
    """Everything of an object that is in both configs, save its price, which matters by what roles say."""
    yield from _destinations(before, after, old, new)
    yield from _interfaces(before, after, old, new)
    yield from _applications(old, new)
    yield from compare_terms(old, new)
    yield from _permissions(old, new)
    yield from _tools(old, new)
    yield from compare_routes_of_type(before, after, old, new)


def _destinations(before: Access, after: Access, old: Object, new: Object) -> Iterator[Change]:
    found = destinations_of(before.config, old), destinations_of(after.config, new)
    for field, told in (("hosts", origins), ("sent along", sent)):
        values = told(found[0]), told(found[1])
        if values[0] != values[1]:
            places = [_first_not_in(values[1 - side], found[side], told) for side in (0, 1)]
            states = [
                State(value, None, subject, place or subject.at)
                for value, subject, place in zip(values, (old, new), places, strict=True)
            ]
            yield Change("destination", "", new.label, field, Effect.NEUTRAL, *states)


def _first_not_in(
    others: list[str], endpoints: Iterable[Endpoint], told: Callable[[tuple[Endpoint, ...]], list[str]]
) -> Place | None:
    """The url to show: the first of which the other config tells nothing."""
    known = set(others)
    return next((one.value.at for one in endpoints if not known.issuperset(told((one,)))), None)


def _interfaces(before: Access, after: Access, old: Object, new: Object) -> Iterator[Change]:
    """Interfaces that are served, and which a translator turns into which; as with all that fails, nobody's access."""
    values = served_interfaces(before.config, old), served_interfaces(after.config, new)
    if values[0] != values[1]:
        states = [
            State(value, None, found, at.at if at.exists else found.at)
            for value, found in zip(values, (old, new), strict=True)
            for at in (found.served.field("interfaces"),)
        ]
        yield Change("interfaces", "", new.label, "", Effect.NEUTRAL, *states)


def served_interfaces(config: Config, found: Object) -> list[str]:
    """The interfaces of a deployment, each with what a translator turns it into; none of what is no deployment."""
    served = found.served
    if not isinstance(served, Deployment):
        return []
    translated = {interface.type: interface for interface in served.interfaces if interface.is_translated}
    return [
        name + (f" ({_turned(config, translated[name])})" if name in translated else "")
        for name in served_by(config, served)
    ]


def _turned(config: Config, interface: Interface) -> str:
    translator = config.translator_of(interface)
    return "no translator" if translator is None else f"{translator.source} translated to {translator.target}"


def _applications(old: Object, new: Object) -> Iterator[Change]:
    """Interfaces that begin or cease to refuse per-request keys, with which applications and interceptors come."""
    if not isinstance(old.served, Deployment) or not isinstance(new.served, Deployment):
        return
    closed = closed_interfaces(old.served), closed_interfaces(new.served)
    if closed[0] != closed[1]:
        effect = effect_of_sets(
            gains=bool(set(closed[0]) - set(closed[1])), loses=bool(set(closed[1]) - set(closed[0]))
        )
        states = [
            State(list(value), None, found, found.served.field("features").at if value else found.at)
            for value, found in zip(closed, (old, new), strict=True)
        ]
        yield Change("applications", "", new.label, "", effect, *states)


def _permissions(old: Object, new: Object) -> Iterator[Change]:
    """What routes say of the files a caller must have; Core asks for none of it of routes that files write."""
    if old.kind != "route" or new.kind != "route":
        return
    written = old.served.field("permissions"), new.served.field("permissions")
    values = [written_permissions(found) for found in (old, new)]
    if values[0] != values[1]:
        states = [
            State(value, None, found, at.at if at.exists else found.at)
            for value, found, at in zip(values, (old, new), written, strict=True)
        ]
        yield Change("route", "", new.label, "permissions", Effect.NEUTRAL, *states)


def written_permissions(route: Object) -> list[str]:
    """What a route says of the files a caller must have, in capitals as Core reads it."""
    return sorted({(text or "null").strip().upper() for text in route.served.field("permissions").said()})


def _tools(old: Object, new: Object) -> Iterator[Change]:
    """Which tools of an MCP server may be called; none listed is all."""
    written = allowed_tools(old), allowed_tools(new)
    values = [sorted({text or "null" for text in value.said()}) for value in written]
    if values[0] != values[1]:
        effect = effect_of_sets(gains=_offers_more(values[1], values[0]), loses=_offers_more(values[0], values[1]))
        states = [
            State(value or None, None, found, at.at if at.exists else found.at)
            for value, found, at in zip(values, (old, new), written, strict=True)
        ]
        yield Change("tools", "", new.label, "", effect, *states)


def allowed_tools(found: Object) -> Value:
    """The tools of an MCP server that may be called, as they are written; none listed is all."""
    holder = Mcp.of(found.served.field("mcp")) if isinstance(found.served, Application) else found.served
    return holder.field("allowedTools")


def _offers_more(these: list[str], others: list[str]) -> bool:
    return bool(others) and (not these or bool(set(these) - set(others)))
