"""An HTTP method that is not in capitals.

Core compares the methods of a route with that of the request letter by letter, and requests come as `GET` and `POST`.
A route with `"get"` alone takes no request at all.

## Flagged
```json
{
  "routes": {
    "search": {
      "paths": ["/search"],
      "methods": ["get", "POST"],
                  ^^^^^ no request has the method "get", so route "search" never takes it; write "GET"
      "upstreams": [{"endpoint": "http://search.svc"}]
    }
  }
}
```
## Accepted
```json
{
  "routes": {
    "search": {
      "paths": ["/search"],
      "methods": ["GET", "POST"],
      "upstreams": [{"endpoint": "http://search.svc"}]
    }
  }
}
```
## Fix
The method is written in capitals, or deleted where it stands there already.
## Source
BaseRouteController: the set of methods must contain the name of the request's method. Observed on Core's own classes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.change import Remove, Replace
from dial_lsp.model.routing import HTTP_METHODS, routes_in
from dial_lsp.rule import WRITTEN, EntryContext, Finding, Offer, entry_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.values import Value


@entry_rule("routes", "applications", severity=Severity.ERROR, impact=Impact.CALL_FAILS, rests_on=WRITTEN)
def lowercase_method(value: Value, _: EntryContext) -> Iterator[Finding]:
    """Find methods that would match if they were in capitals."""
    for route in routes_in(value):
        seen = set(route.methods)
        for method, at in route.field("methods").texts():
            proper = (method or "").upper()
            if method == proper or proper not in HTTP_METHODS:
                continue
            change = Remove(at.at) if proper in seen else Replace(at.at, proper)
            title = f"Delete it, {proper} is there" if proper in seen else f"Write {proper}"
            seen.add(proper)
            yield Finding(
                at.at,
                f'no request has the method "{method}", so route "{route.name}" never takes it; write "{proper}"',
                help="Core compares methods letter by letter.",
                offers=(Offer(title, (change,), safe=True),),
            )
