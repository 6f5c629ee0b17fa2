"""What keeps a granted call from being answered: nothing serves it, an undefined interceptor, no usable upstream."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.access.because import Because
from dial_lsp.access.calls import is_interface_served, problems_of_all
from dial_lsp.access.routes import null_pattern
from dial_lsp.access.upstreams import choice_of
from dial_lsp.model.deployments import Application, Deployment, Served
from dial_lsp.model.routing import Route

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.access.objects import Object
    from dial_lsp.model.config import Config

RESERVED = "interceptor"
"""The name under which interceptors call Core back; a deployment of that name is never found."""


def problems_of(config: Config, found: Object) -> Iterator[Because]:
    """Why calls of those who may call it fail all the same; nothing when they should work."""
    served = found.served
    if isinstance(served, Deployment):
        if found.name == RESERVED:
            yield Because("reserved-name", f'the name "{RESERVED}" is reserved: calls never reach it', found.at)
        if not _is_served(config, served):
            yield Because("unserved", f"nothing serves {found.label}: Core answers 503", found.at)
        else:
            yield from problems_of_all(config, found)
    elif isinstance(served, Route):
        yield from _route_problems(found, served)
        if served.field("response").exists and not served.field("response").is_null:
            return
    yield from _upstream_problems(found, served)


def _is_served(config: Config, deployment: Deployment) -> bool:
    if not deployment.endpoint.is_blank or not deployment.field("responsesEndpoint").is_blank:
        return True
    if isinstance(deployment, Application):
        other = (deployment.schema_id, deployment.field("function"), deployment.field("mcp"))
        if any(value.exists and not value.is_null for value in other):
            return True
    return any(is_interface_served(config, deployment, interface) for interface in deployment.interfaces)


def _route_problems(found: Object, route: Route) -> Iterator[Because]:
    at = null_pattern(route)
    if at is not None:
        yield Because("null-pattern", f"a null pattern: requests that get as far as {found.label} fail with 500", at)


def _upstream_problems(found: Object, served: Served) -> Iterator[Because]:
    choice = choice_of(served)
    upstreams = served.field("upstreams")
    if choice.failure == "attempts":
        attempts = served.field("maxRetryAttempts")
        if attempts.exists and served.max_attempts <= 0:
            yield Because("no-attempts", f"maxRetryAttempts is not positive: calls of {found.label} fail", attempts.at)
        else:
            yield Because("no-upstreams", f"{found.label} has no upstreams and no response: calls fail", found.at)
    elif choice.failure == "weights":
        yield Because(
            "disabled-upstreams/overflow", "the weights of a tier add up to more than 32 bits: calls fail", upstreams.at
        )
    elif choice.failure == "null":
        yield Because("upstreams-null", "null in place of upstreams: calls fail", upstreams.at)
    elif choice.failure is None and not choice.first:
        yield Because("upstreams-disabled", f"every upstream of {found.label} is disabled: 503", upstreams.at)
