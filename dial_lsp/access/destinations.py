"""Where calls of an object go, and with whose credentials: nobody's access, but what a reviewer must hear of first.

The urls of its own entry, of the translators it names and of the type schema of an application. Interceptors go their
own ways, which are told of them. Paths and queries are not compared: behind one host they are the business of whoever
runs it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from dial_lsp.model.deployments import Application, Deployment
from dial_lsp.model.endpoints import Endpoint, endpoints_of, endpoints_of_type, key_receivers
from dial_lsp.model.entries import typed
from dial_lsp.model.nested import AuthSettings
from dial_lsp.model.routing import Route
from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.access.objects import Object
    from dial_lsp.model.config import Config
    from dial_lsp.model.deployments import Served

_ORIGIN = compiled(r"\s*(?:([A-Za-z][A-Za-z0-9+.-]*)://)?([^/?#\s]*)")
_PORTS = {"http": ":80", "https": ":443", "ws": ":80", "wss": ":443"}


def destinations_of(config: Config, found: Object) -> tuple[Endpoint, ...]:
    """The urls that calls of an object lead to; those of upstreams that are never chosen are left out."""
    return tuple(_endpoints(config, found))


def origins(endpoints: tuple[Endpoint, ...]) -> list[str]:
    """The hosts with scheme and port, without what may be secret in a url; sorted, each once."""
    return sorted({origin_of(endpoint.text) for endpoint in endpoints})


def sent(endpoints: tuple[Endpoint, ...]) -> list[str]:
    """The hosts that get something secret besides the request, each with what it gets."""
    return sorted({f"{origin_of(endpoint.text)} gets {endpoint.sends}" for endpoint in endpoints if endpoint.sends})


def led_to(endpoints: tuple[Endpoint, ...]) -> str:
    """All of it in words: the hosts, and what some of them get."""
    given = {
        host: [text.removeprefix(host) for text in sent(endpoints) if text.startswith(f"{host} gets ")]
        for host in origins(endpoints)
    }
    return ", ".join(f"{host} (which{' and'.join(texts)})" if texts else host for host, texts in given.items())


def origin_of(url: str) -> str:
    """Scheme, host and port of a url; of one that has no scheme, such as a placeholder, what stands before the path."""
    match = _ORIGIN.match(url)
    scheme, host = (match[1] or "", match[2]) if match else ("", "")
    host = host.rpartition("@")[2]
    if not scheme:
        return host
    return f"{scheme.lower()}://{host.lower().removesuffix(_PORTS.get(scheme.lower(), ' '))}"


def host_of(origin: str) -> str:
    """The host of what ``origin_of`` tells, without its port."""
    try:
        return urlsplit(origin).hostname or origin
    except ValueError:  # such as a placeholder in brackets
        return origin


def _endpoints(config: Config, found: Object) -> Iterator[Endpoint]:
    served = found.served
    if isinstance(served, Route) and served.response.is_set:
        return  # answered by Core itself
    yield from _own(served)
    if isinstance(served, Deployment):
        for interface in served.interfaces:
            translator = config.translator_of(interface) if interface.is_translated else None
            if translator is not None and translator.entry is not served.entry:
                yield from endpoints_of(translator)
    if isinstance(served, Application) and served.schema_id.text is not None:
        schema = config.schemas["applicationTypeSchemas"].get(served.schema_key)
        yield from endpoints_of_type(schema) if schema is not None else ()


def _sign_ins(application: Application) -> Iterator[Endpoint]:
    """Where users of an application, and Core for them, sign in to its external services."""
    for _, service in application.field("externalServices").members():
        auth = AuthSettings.of(service.member("authSettings"))
        for name, is_core in (("authorizationEndpoint", False), ("tokenEndpoint", True)):
            if not auth.field(name).is_blank:
                yield Endpoint(auth.field(name), "core" if is_core else "user")


def _own(served: Served) -> Iterator[Endpoint]:
    """What the entry says of the object itself, so for an application nothing of its routes."""
    entry, own = typed(served.entry), len(served.pointer)
    for url, is_chosen in key_receivers(entry) if not own else ():
        if is_chosen and url.text:
            yield Endpoint(url, sends="the caller's per-request key")
    if isinstance(served, Application):
        yield from _sign_ins(served)
    unused = {(*served.pointer, "upstreams", at) for at, one in enumerate(served.upstreams) if not one.is_enabled}
    for endpoint in endpoints_of(entry):
        pointer = endpoint.value.pointer
        is_own = pointer[:own] == served.pointer and (own or pointer[:1] != ("routes",))
        if is_own and pointer[: own + 2] not in unused:
            yield endpoint
