"""Every url an entry holds, and who calls it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from dial_lsp.model import reads
from dial_lsp.model.change import Change, Replace
from dial_lsp.model.deployments import Application, Deployment, Model, ToolSet, Translator, Upstream
from dial_lsp.model.nested import Features, Mcp, UpstreamInterface
from dial_lsp.model.providers import is_provider
from dial_lsp.model.routing import OF_TYPE, Route
from dial_lsp.model.urls import HTTP, WEB_SOCKET, credentials_in, host_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dial_lsp.model.values import Value

URL_SECTIONS = ("models", "applications", "toolsets", "interceptors", "routes", "translators")
"""The sections whose entries hold urls."""

Caller = Literal["core", "adapter", "user"]

_OF_FEATURES = ("rateEndpoint", "tokenizeEndpoint", "truncatePromptEndpoint", "configurationEndpoint")
_OF_UPSTREAM = ("endpoint", "responsesEndpoint", "baseUrl")
_OF_TYPE = tuple(
    f"dial:applicationType{name}Endpoint"
    for name in ("Completion", "Configuration", "Rate", "Tokenize", "TruncatePrompt")
)
_FORWARDING = "forwardPerRequestKey"
_OF_SIGN_IN = ("authorizationEndpoint", "tokenEndpoint")


class Endpoint(NamedTuple):
    """A url with who calls it: Core itself, the adapter it is handed to as a header, or the user's browser.

    ``sends`` says in words what travels there besides the request; empty where that is nothing secret.
    """

    value: Value
    caller: Caller = "core"
    schemes: tuple[str, ...] = HTTP
    sends: str = ""

    @property
    def text(self) -> str:
        """The url as written; empty where there is none."""
        return self.value.raw if isinstance(self.value.raw, str) else ""

    def replaced(self, text: str) -> tuple[Change, ...] | Callable[[], tuple[Change, ...]]:
        """The change to another url; a function where the url holds credentials, which keeps it out of reports."""
        changes = (Replace(self.value.at, text),)
        return (lambda: changes) if credentials_in(self.text) else changes


def endpoints_of(entry: Value) -> tuple[Endpoint, ...]:
    """The urls of a typed entry that are written and not blank; read once in the life of the entry."""
    return reads.remembered(
        entry.entry.memo, "endpoints", lambda: tuple(found for found in _endpoints(entry) if found.text.strip())
    )


def endpoints_of_type(schema: Value) -> tuple[Endpoint, ...]:
    """The urls that a type schema gives to the calls of its applications, those of its routes too."""
    upstreams = (
        upstream.member("dial:endpoint")
        for _, route in schema.member(OF_TYPE).members()
        for upstream in route.member("dial:upstreams").elements()
    )
    mcp = schema.member("dial:applicationTypeMcp").member("dial:endpoint")
    found = (Endpoint(url) for url in (*(schema.member(name) for name in _OF_TYPE), mcp, *upstreams))
    return tuple(endpoint for endpoint in found if endpoint.text.strip())


def key_receivers(entry: Value) -> Iterator[tuple[Value, bool]]:
    """The urls of a typed entry that Core calls with its per-request key, and whether somebody chose that they get it.

    Routes are not among them, nor are deployments that forward the caller's token: of these other rules speak.
    """
    if isinstance(entry, Translator):
        yield entry.field("baseUrl"), False
    elif isinstance(entry, ToolSet):
        if entry.field(_FORWARDING).boolean(default=False) and entry.auth.type != "API_KEY":
            yield entry.endpoint, True
    elif isinstance(entry, Deployment):
        if isinstance(entry, Application):
            yield from _of_mcp(entry.field("mcp"))
        if not entry.forwards_token:
            yield from ((url, False) for url in _own_urls(entry))
        for features in (entry.features, *(Features.of(one.field("features")) for one in entry.interfaces)):
            yield from ((url.value, False) for url in _of_features(features))
    elif entry.entry.section == "applicationTypeSchemas":
        for schema in entry.elements():
            yield from ((schema.member(name), False) for name in _OF_TYPE)
            yield from _of_mcp(schema.member("dial:applicationTypeMcp"))


def _of_mcp(value: Value) -> Iterator[tuple[Value, bool]]:
    """The MCP server of an application, which gets the key unless that is turned off."""
    mcp = Mcp.of(value)
    if mcp.field(_FORWARDING).boolean(default=True):
        yield mcp.field("endpoint"), True


def provider_url(entry: Value) -> Value | None:
    """The first url of a model itself that is a provider's, if nothing in the entry can carry the provider's key."""
    if not isinstance(entry, Model) or entry.forwards_token or entry.field("defaultHeaders").raw:
        return None
    if any(upstream.field("authType").is_set for upstream in entry.upstreams):
        return None
    if any(interface.field("defaultHeaders").raw for interface in entry.interfaces):
        return None
    return next((url for url in _own_urls(entry) if is_provider(host_of(url.text or "") or "") and _is_bare(url)), None)


def _own_urls(deployment: Deployment) -> Iterator[Value]:
    """The urls that Core calls for a deployment, those of its interfaces and of translators written in them too."""
    used = [name for name in ("endpoint", "responsesEndpoint") if deployment.declared_instead(name) is None]
    yield from (deployment.field(name) for name in (*used, *(["baseUrl"] if deployment.inherits_base_url else ())))
    for interface in deployment.interfaces:
        yield interface.base_url
        if isinstance(interface.translator.raw, dict):
            yield Translator.of(interface.translator).field("baseUrl")


def _is_bare(url: Value) -> bool:
    return not credentials_in(url.text or "")


def _endpoints(entry: Value) -> Iterator[Endpoint]:
    if isinstance(entry, Deployment):
        yield from _of_deployment(entry)
    elif isinstance(entry, Route):
        yield from _of_route(entry)
    elif isinstance(entry, Translator):
        yield Endpoint(entry.field("baseUrl"))


def _of_deployment(deployment: Deployment) -> Iterator[Endpoint]:
    sends = "the caller's own token" if deployment.forwards_token else ""
    for name in ("endpoint", "responsesEndpoint", "baseUrl"):
        yield Endpoint(deployment.field(name), sends=sends)
    yield from _of_features(deployment.features)
    for interface in deployment.interfaces:
        yield Endpoint(interface.base_url, sends=sends)
        yield from _of_features(Features.of(interface.field("features")))
        if isinstance(interface.field("translator").raw, dict):
            yield Endpoint(Translator.of(interface.field("translator")).field("baseUrl"))
    if isinstance(deployment, Model):
        for upstream in deployment.upstreams:
            yield from _of_upstream(upstream)
    elif isinstance(deployment, Application):
        yield Endpoint(Mcp.of(deployment.field("mcp")).field("endpoint"))
        for _, route in deployment.field("routes").members():
            yield from _of_route(Route.of(route))
    elif isinstance(deployment, ToolSet):
        for name in _OF_SIGN_IN:
            yield Endpoint(deployment.auth.field(name), "user" if name == _OF_SIGN_IN[0] else "core")


def _of_features(features: Features) -> Iterator[Endpoint]:
    for name in _OF_FEATURES if features.exists else ():
        yield Endpoint(features.field(name))


def _of_upstream(upstream: Upstream) -> Iterator[Endpoint]:
    sends = "the key of the upstream" if not upstream.field("key").is_blank else ""
    for name in _OF_UPSTREAM:
        yield Endpoint(upstream.field(name), "adapter", sends=sends)
    for _, value in upstream.interfaces:
        interface = UpstreamInterface.of(value)
        own = "" if interface.field("key").is_blank else "the key of the upstream"
        yield Endpoint(interface.field("endpoint"), "adapter", sends=sends or own)


def _of_route(route: Route) -> Iterator[Endpoint]:
    for upstream in route.upstreams:
        keyed = not upstream.field("key").is_blank
        sends = "the key of the upstream" if keyed else "the caller's per-request key"
        yield Endpoint(upstream.field("endpoint"), schemes=(*HTTP, *WEB_SOCKET), sends=sends)
