"""Fields of routes at which Core does not look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.routing import Route, routes_in
from dial_lsp.model.urls import is_certain, path_of
from dial_lsp.rulekit.offers import deleting
from dial_lsp.rulekit.rule import Code, EntryContext, Finding, Note, RestsOn, family
from dial_lsp.schema.route_patterns import matches
from dial_lsp.schema.versions import NEWEST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.deployments import Application
    from dial_lsp.model.values import Value

_WITH_ROUTES = ("routes", "applications", "applicationTypeSchemas")

idle_route_field = family(
    __name__,
    {
        "upstreams": Code(Severity.WARNING, Impact.NO_EFFECT, was=("response-beside-upstreams",)),
        "auth-type": Code(Severity.WARNING, Impact.NO_EFFECT, was=("unsupported-auth-type",)),
        "endpoint-path": Code(
            Severity.INFORMATION, Impact.NO_EFFECT, was=("replaced-endpoint-path",), rests_on=RestsOn(values=True)
        ),
    },
)


@idle_route_field.entry_check(*_WITH_ROUTES, code="upstreams")
def response_beside_upstreams(value: Value, _: EntryContext) -> Iterator[Finding]:
    """Find upstreams that a response makes idle."""
    for route in routes_in(value):
        if not route.response.is_set or not route.upstreams:
            continue
        upstreams, response = route.field("upstreams"), route.response
        yield Finding(
            upstreams.at.member(),
            f'route "{route.name}" has a response, so its upstreams are never called',
            help="Keep one of the two.",
            notes=(Note(response.at.member(), "the answer to every request"),),
            offers=(deleting(upstreams), deleting(response)),
            tags=frozenset({"unnecessary"}),
        )


@idle_route_field.entry_check("applications", code="auth-type")
def unsupported_auth_type(application: Application, context: EntryContext) -> Iterator[Finding]:
    """Find authTypes of upstreams in routes of applications."""
    routes = application.field("routes").members() if context.version > NEWEST else ()
    for upstream in (one for _, route in routes for one in Route.of(route).upstreams):
        written = upstream.field("authType")
        if written.is_set:
            message = "Core does not support authType in routes of applications, so it has no effect"
            yield Finding(written.at, message, help="Delete it, or call the upstream by an entry of routes.")


@idle_route_field.entry_check(*_WITH_ROUTES, code="endpoint-path")
def replaced_endpoint_path(value: Value, _: EntryContext) -> Iterator[Finding]:
    """Find paths of endpoints that are replaced; one that the route itself matches may be what comes out again."""
    for route in routes_in(value):
        if not route.forwards or not route.field("rewritePath").boolean(default=False):
            continue
        for upstream in route.upstreams:
            endpoint = upstream.field("endpoint")
            path = path_of(endpoint.text or "") if is_certain(endpoint.text or "") else None
            if path and not any(matches(pattern, path) for pattern, _ in route.patterns):
                yield Finding(
                    endpoint.at,
                    f'rewritePath replaces "{path}" with the path of the request, so it has no effect',
                    help="Delete the path, or leave rewritePath out if requests are to go to exactly this url.",
                )
