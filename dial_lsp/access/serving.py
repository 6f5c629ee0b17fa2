"""What keeps a granted call from being answered: nothing serves it, an undefined interceptor, no usable upstream."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.access.because import Because, quoted
from dial_lsp.access.chain import chain_of
from dial_lsp.access.interception import blocked, served_by
from dial_lsp.access.routes import null_pattern
from dial_lsp.access.upstreams import choice_of
from dial_lsp.model.deployments import INTERFACE_TYPES, Application, Deployment, Interceptor, Served
from dial_lsp.model.routing import Route

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.access.objects import Object
    from dial_lsp.model.config import Config
    from dial_lsp.model.deployments import Interface

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
        yield from _chain_problems(config, found, served)
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
    return any(_interface_is_served(config, deployment, interface) for interface in deployment.interfaces)


def _interface_is_served(config: Config, deployment: Deployment, interface: Interface) -> bool:
    if interface.type not in INTERFACE_TYPES:
        return False
    if interface.is_translated:
        translator = interface.field("translator")
        return isinstance(translator.raw, dict) or translator.text in config.translators
    return not interface.base_url.is_blank or not deployment.field("baseUrl").is_blank


def _chain_problems(config: Config, found: Object, deployment: Deployment) -> Iterator[Because]:
    if isinstance(deployment, Interceptor):
        return
    chain = chain_of(config, deployment)
    if chain.failed_at is not None:
        yield Because("interceptors-null", "a null in place of interceptors: Core answers 500", chain.failed_at)
    elif chain.missing is not None:
        link = chain.links[chain.missing]
        message = f"no interceptor is named {quoted([link.name])}, so calls of {found.label} are answered with 404"
        yield Because("undefined-interceptor", message, link.at)
    refused = blocked(config, deployment)
    if refused and refused.keys() == set(served_by(config, deployment)):
        link = next(iter(refused.values()))
        message = (
            f"{found.label} refuses per-request keys, and interceptor {quoted([link.name])} calls it with one: 403"
        )
        yield Because("blocked-by-interceptor", message, link.at)


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
