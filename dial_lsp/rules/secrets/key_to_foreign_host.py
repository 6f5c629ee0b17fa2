"""Foreign hosts that get keys or tokens of callers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model import urls
from dial_lsp.model.change import Remove
from dial_lsp.model.config import DEPLOYMENT_SECTIONS
from dial_lsp.model.endpoints import URL_SECTIONS, key_receivers, provider_url
from dial_lsp.model.routing import routes_in
from dial_lsp.model.urls import host_of, is_internal
from dial_lsp.rulekit.offers import writing
from dial_lsp.rulekit.rule import Code, EntryContext, Finding, Offer, RestsOn, family

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.deployments import Deployment, ToolSet
    from dial_lsp.model.values import Value


key_to_foreign_host = family(
    __name__,
    {
        "": Code(Severity.WARNING, Impact.EXPOSED, rests_on=RestsOn(values=True)),
        "route": Code(Severity.WARNING, Impact.EXPOSED, was=("forwarded-caller-key",)),
        "token": Code(Severity.INFORMATION, Impact.EXPOSED, was=("token-to-external-host",)),
        "api-key": Code(Severity.WARNING, Impact.EXPOSED, was=("api-key-with-forwarding",)),
    },
)


@key_to_foreign_host.entry_check(*URL_SECTIONS, "applicationTypeSchemas")
def receivers(entry: Value, context: EntryContext) -> Iterator[Finding]:
    """Find foreign hosts that get per-request keys, each once; of some urls other rules speak."""
    told: set[str] = set()
    provider = provider_url(entry)
    for url, is_chosen in key_receivers(entry):
        text = url.text or ""
        host = urls.host_of(text)
        is_told_in_plain = urls.scheme_of(text) != "https" and not is_chosen
        is_foreign = not is_told_in_plain and urls.is_internal(text, context.settings.internal_hosts) is False
        is_told = urls.credentials_in(text) or (provider is not None and url.at == provider.at)
        if not is_foreign or host is None or host in told or is_told:
            continue
        told.add(host)
        yield Finding(
            url.at,
            f"{host} gets a key with which it can call DIAL as the caller",
            help='Write "forwardPerRequestKey": false.'
            if is_chosen
            else "Call the host through a service of your own.",
            severity=None if is_chosen else Severity.INFORMATION,
        )


@key_to_foreign_host.entry_check("routes", "applications", "applicationTypeSchemas", code="route")
def forwarded_caller_key(value: Value, context: EntryContext) -> Iterator[Finding]:
    """Find upstreams at foreign hosts that are given the caller's key."""
    for route in routes_in(value):
        for upstream in route.upstreams if route.forwards else ():
            endpoint = upstream.field("endpoint")
            is_foreign = is_internal(endpoint.text or "", context.settings.internal_hosts) is False
            if upstream.field("key").is_set or not is_foreign or not upstream.is_enabled:
                continue
            host = host_of(endpoint.text or "")
            yield Finding(
                endpoint.at,
                f"this upstream has no key, so {host} gets a key with which it can call DIAL as the caller",
                help="Give the upstream a key of its own.",
            )


@key_to_foreign_host.entry_check(*DEPLOYMENT_SECTIONS, code="token")
def token_to_external_host(deployment: Deployment, context: EntryContext) -> Iterator[Finding]:
    """Find forwarded tokens that leave by https; a url without encryption is told by another rule."""
    if not deployment.forwards_token:
        return
    for name in ("endpoint", "responsesEndpoint", "baseUrl"):
        written = deployment.field(name)
        text = written.text or ""
        if urls.scheme_of(text) == "https" and urls.is_internal(text, context.settings.internal_hosts) is False:
            yield Finding(
                written.at,
                f'{urls.host_of(text)} gets the token of every caller of {deployment.KIND} "{deployment.name}"',
                help='Delete "forwardAuthToken" unless the host is your own.',
                offers=(
                    Offer('Delete "forwardAuthToken"', (Remove(deployment.field("forwardAuthToken").at.member()),)),
                ),
            )
            return


@key_to_foreign_host.entry_check("toolsets", code="api-key")
def api_key_with_forwarding(toolset: ToolSet, _context: EntryContext) -> Iterator[Finding]:
    """Find per-request keys that are forwarded to toolsets with keys of their own."""
    forwarding = toolset.field("forwardPerRequestKey")
    if toolset.auth.type == "API_KEY" and forwarding.boolean(default=False):
        yield Finding(
            forwarding.at,
            "forwardPerRequestKey is not allowed with the type API_KEY: the toolset could act as its callers",
            help="Write false, or choose another type.",
            offers=(writing(toolset, "forwardPerRequestKey", value=False),),
        )
