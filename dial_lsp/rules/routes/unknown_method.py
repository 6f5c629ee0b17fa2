"""A method of a route that no request has.

Core compares the methods of a route with that of the request; there are no wildcards. A route that is to take every
method leaves `methods` out.

## Flagged
```json
{
  "routes": {
    "search": {
      "paths": ["/search"],
      "methods": ["*"],
                  ^^^ no request has the method "*"; leave methods out for all of them
      "upstreams": [{"endpoint": "http://search.svc"}]
    }
  }
}
```
```json
{
  "routes": {
    "search": {
      "paths": ["/search"],
      "methods": ["GET", "DELTE"],
                         ^^^^^^^ no request has the method "DELTE"
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
      "upstreams": [{"endpoint": "http://search.svc"}]
    }
  }
}
```
## Fix
The nearest method is offered, or deleting the list where a wildcard was meant.
## Source
BaseRouteController: the set of methods must contain the name of the request's method. Observed on Core's own classes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.change import Remove, Replace
from dial_lsp.model.near_names import nearest
from dial_lsp.model.placeholders import placeholders_in
from dial_lsp.model.routing import HTTP_METHODS, Route, routes_in
from dial_lsp.rule import WRITTEN, EntryContext, Finding, Offer, entry_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.values import Value

_WILDCARDS = ("*", ".*", "ANY", "ALL")
_OF_WEBDAV = ("PROPFIND", "PROPPATCH", "MKCOL", "COPY", "MOVE", "LOCK", "UNLOCK", "REPORT", "SEARCH")


@entry_rule("routes", "applications", severity=Severity.WARNING, impact=Impact.NO_EFFECT, rests_on=WRITTEN)
def unknown_method(value: Value, _: EntryContext) -> Iterator[Finding]:
    """Find methods that HTTP does not have in any spelling."""
    for route in routes_in(value):
        for method, at in route.field("methods").texts():
            if (
                method is not None
                and method.upper() not in (*HTTP_METHODS, *_OF_WEBDAV)
                and not placeholders_in(method)
            ):
                yield _finding(route, method, at)


def _finding(route: Route, method: str, at: Value) -> Finding:
    if method.upper() in _WILDCARDS:
        offer = Offer("Delete methods, to take all", (Remove(route.field("methods").at.member()),))
        message = f'no request has the method "{method}"; leave methods out for all of them'
        return Finding(at.at, message, help="There are no wildcards.", offers=(offer,))
    near = nearest(method.strip().upper(), HTTP_METHODS, limit=1) or tuple(
        known for known in HTTP_METHODS if known == method.strip().upper()
    )
    written = set(route.methods)
    offers = [Offer(f"Write {known}", (Replace(at.at, known),)) for known in near if known not in written]
    return Finding(
        at.at,
        f'no request has the method "{method}"',
        help=f"HTTP has {', '.join(HTTP_METHODS[:6])} and a few others.",
        offers=(*offers, Offer("Delete it", (Remove(at.at),))) if len(written) > 1 else tuple(offers),
    )
