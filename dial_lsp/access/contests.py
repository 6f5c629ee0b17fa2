"""The lists of routes that are tried in order: the global ones, and those of each application and type schema."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from dial_lsp.access.route_order import Contest, request_of, taken_by_earlier
from dial_lsp.model import reads
from dial_lsp.model.routing import OF_TYPE, Route

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.access.route_order import Request
    from dial_lsp.model.config import Config
    from dial_lsp.model.deployments import Application
    from dial_lsp.model.values import Value


class _Table(NamedTuple):
    """Routes that compete with each other, in the order they are tried, and what each asks for."""

    routes: tuple[Route, ...]
    requests: tuple[Request | None, ...]


def _tables(config: Config) -> Iterator[_Table]:
    """The global routes, then those of each application that has any, then those of the type schemas."""
    requests = config.gathered("routes", request_of)
    yield _Table(config.routes, tuple(requests.get(route.name) for route in config.routes))
    yield from config.gathered("applications", _table_of).values()
    for schema in config.schemas["applicationTypeSchemas"].values():
        yield _table(schema.member(OF_TYPE))


def _table_of(application: Application) -> _Table | None:
    written = application.field("routes")
    return _table(written) if written.is_set else None


def _table(written: Value) -> _Table:
    found = [Route.of(value) for _, value in written.members() if isinstance(value.raw, dict)]
    routes = tuple(sorted(found, key=attrgetter("order")))
    return _Table(routes, tuple(map(request_of, routes)))


def contests(config: Config) -> tuple[Contest, ...]:
    """Every list of routes that is tried in order and has more than one."""
    return reads.remembered(vars(config), "contests", lambda: tuple(_contests(config)))


def _contests(config: Config) -> Iterator[Contest]:
    for routes, requests in _tables(config):
        if len(routes) > 1:
            yield Contest(routes, requests, *taken_by_earlier(requests))
