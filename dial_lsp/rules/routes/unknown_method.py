"""Methods for which a route is never asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.change import Append, Remove, Replace
from dial_lsp.model.near_names import nearest
from dial_lsp.model.placeholders import has_placeholder
from dial_lsp.model.routing import HTTP_METHODS, Route, routes_in
from dial_lsp.model.urls import WEB_SOCKET, scheme_of
from dial_lsp.rulekit.offers import deleting, replacing
from dial_lsp.rulekit.rule import WRITTEN, Code, EntryContext, Finding, Offer, RestsOn, family

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.values import Value

_WILDCARDS = ("*", ".*", "ANY", "ALL")
_OF_WEBDAV = ("PROPFIND", "PROPPATCH", "MKCOL", "COPY", "MOVE", "LOCK", "UNLOCK", "REPORT", "SEARCH")

unknown_method = family(
    __name__,
    {
        "": Code(Severity.WARNING, Impact.NO_EFFECT, rests_on=WRITTEN),
        "lowercase": Code(Severity.ERROR, Impact.CALL_FAILS, was=("lowercase-method",), rests_on=WRITTEN),
        "websocket": Code(
            Severity.ERROR, Impact.CALL_FAILS, was=("websocket-without-get",), rests_on=RestsOn(values=True)
        ),
    },
)


@unknown_method.entry_check("routes", "applications")
def methods(value: Value, _: EntryContext) -> Iterator[Finding]:
    """Find methods that HTTP does not have in any spelling."""
    for route in routes_in(value):
        for method, at in route.field("methods").texts():
            if (
                method is not None
                and method.upper() not in (*HTTP_METHODS, *_OF_WEBDAV)
                and not has_placeholder(method)
            ):
                yield _finding(route, method, at)


def _finding(route: Route, method: str, at: Value) -> Finding:
    if method.upper() in _WILDCARDS:
        offer = deleting(route.field("methods"), 'Delete "methods", for all methods')
        message = f'no request has the method "{method}"; leave methods out for all of them'
        return Finding(at.at, message, help="There are no wildcards.", offers=(offer,))
    near = nearest(method.strip().upper(), HTTP_METHODS, limit=1) or tuple(
        known for known in HTTP_METHODS if known == method.strip().upper()
    )
    written = set(route.methods)
    offers = replacing(at.at, (known for known in near if known not in written))
    return Finding(
        at.at,
        f'no request has the method "{method}"',
        help=f"HTTP has {', '.join(HTTP_METHODS[:6])} and a few others.",
        offers=(*offers, deleting(at, f'Delete "{method}"')) if len(written) > 1 else offers,
    )


@unknown_method.entry_check("routes", "applications", code="lowercase")
def lowercase_method(value: Value, _: EntryContext) -> Iterator[Finding]:
    """Find methods that would match if they were in capitals."""
    for route in routes_in(value):
        seen = set(route.methods)
        for method, at in route.field("methods").texts():
            proper = (method or "").upper()
            if method == proper or proper not in HTTP_METHODS:
                continue
            change = Remove(at.at) if proper in seen else Replace(at.at, proper)
            title = f'Delete "{method}": {proper} is listed too' if proper in seen else f"Write {proper}"
            seen.add(proper)
            yield Finding(
                at.at,
                f'no request has the method "{method}", so route "{route.name}" never takes it; write "{proper}"',
                help="Core compares methods letter by letter.",
                offers=(Offer(title, (change,), safe=True),),
            )


@unknown_method.entry_check("routes", "applications", "applicationTypeSchemas", code="websocket")
def websocket_without_get(value: Value, _: EntryContext) -> Iterator[Finding]:
    """Find WebSocket upstreams behind methods without GET; a GET in small letters is told of by itself."""
    for route in routes_in(value):
        opens = any(scheme_of(upstream.field("endpoint").text or "") in WEB_SOCKET for upstream in route.upstreams)
        named = {(method or "").upper() for method in route.methods}
        if route.forwards and opens and named and "GET" not in named:
            methods = route.field("methods")
            yield Finding(
                methods.at.member(),
                f'a WebSocket is opened with GET, which route "{route.name}" does not take',
                help="Add GET.",
                offers=(Offer("Add GET", (Append(methods.at, "GET"),), safe=True),),
            )
