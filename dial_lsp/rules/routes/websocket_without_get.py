"""A route to a WebSocket that does not take GET.

A WebSocket begins with a GET request. A route whose `methods` lack GET never takes it, so its `ws://` or `wss://`
upstream cannot be opened.

## Flagged
```json
{
  "routes": {
    "live": {
      "paths": ["/live"],
      "methods": ["POST"],
      ^^^^^^^^^^^^^^^^^^^ a WebSocket is opened with GET, which route "live" does not take
      "upstreams": [{"endpoint": "ws://live.svc"}]
    }
  }
}
```
## Accepted
```json
{
  "routes": {
    "live": {
      "paths": ["/live"],
      "methods": ["GET"],
      "upstreams": [{"endpoint": "ws://live.svc"}]
    }
  }
}
```
## Fix
GET is added.
## Source
DIAL documentation on routes; RFC 6455, section 4.1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.change import Append
from dial_lsp.model.routing import routes_in
from dial_lsp.model.urls import WEB_SOCKET, scheme_of
from dial_lsp.rule import EntryContext, Finding, Offer, RestsOn, entry_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.values import Value


@entry_rule(
    "routes",
    "applications",
    "applicationTypeSchemas",
    severity=Severity.ERROR,
    impact=Impact.CALL_FAILS,
    rests_on=RestsOn(values=True),
)
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
