"""Routes: what happens to requests that are no deployment's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.model.deployments import Application, Served
from dial_lsp.model.urls import host_of, is_internal
from dial_lsp.model.values import Value

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LAST = 2**31 - 1
OF_TYPE = "dial:applicationTypeRoutes"
"""Where a type schema has the routes of its applications."""

HTTP_METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT")


class Route(Served):
    """An entry of ``routes``, or a route inside an application or type schema."""

    __slots__ = ()
    TYPE = "Route"

    @property
    def name(self) -> str:
        """The name it is written under."""
        return str(self.pointer[-1]) if self.pointer else super().name

    @property
    def order(self) -> int:
        """Routes are tried in ascending order; null and blank text are 0, so first."""
        return self.field("order").integer(LAST, bits=32)

    @property
    def methods(self) -> tuple[str | None, ...]:
        """The allowed HTTP methods as written; none listed means all."""
        return self.field("methods").said()

    @property
    def paths(self) -> tuple[str | None, ...]:
        """The patterns, each matched against the whole path; none listed means every path.

        An empty text is a null pattern in Core, on which every request that gets so far fails.
        """
        return tuple(text or None for text in self.field("paths").said())

    @property
    def patterns(self) -> tuple[tuple[str, Value], ...]:
        """The patterns with their places, those left out on which Core fails."""
        return tuple((text, value) for text, value in self.field("paths").texts() if text)

    @property
    def response(self) -> Value:
        """The fixed answer; where there is one nothing is forwarded."""
        return self.field("response")

    @property
    def status(self) -> Value:
        """The status of the fixed answer."""
        return _Response.of(self.response).field("status")

    @property
    def forwards(self) -> bool:
        """Whether requests go to an upstream."""
        return not self.response.is_set and bool(self.upstreams)

    def foreign_host(self, own: Sequence[str] = ()) -> str | None:
        """The first host it forwards to that is certainly none of the own network; ``own`` as in ``is_internal``."""
        used = [upstream for upstream in self.upstreams if upstream.is_enabled] if self.forwards else []
        endpoints = [upstream.field("endpoint").text or "" for upstream in used]
        return next((host_of(url) for url in endpoints if is_internal(url, own) is False), None)


class _Response(Value):
    __slots__ = ()
    TYPE = "Route.Response"


def routes_in(value: Value) -> Iterator[Route]:
    """The routes an entry writes: itself, those of an application, or those of the type schemas."""
    if isinstance(value, Route):
        if isinstance(value.raw, dict):
            yield value
    elif isinstance(value, Application):
        yield from _members(value.field("routes"))
    elif value.entry.section == "applicationTypeSchemas":
        for schema in value.elements():
            yield from _members(schema.member(OF_TYPE))


def _members(routes: Value) -> Iterator[Route]:
    for _, value in routes.members():
        if isinstance(value.raw, dict):
            yield Route.of(value)
