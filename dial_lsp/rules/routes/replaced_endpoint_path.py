"""A path in the endpoint of a route that rewrites it.

With `rewritePath` Core puts the path of the request in place of the endpoint's path. What the endpoint has there is
not kept as a prefix: it is lost.

## Flagged
```json
{
  "routes": {
    "translate": {
      "paths": ["/v2/translate"],
      "rewritePath": true,
      "userRoles": ["editor"],
      "upstreams": [{"endpoint": "http://translate.svc/api/v2/translate"}]
                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ rewritePath replaces "/api/v2/translate" with the path of the request
    }
  },
  "roles": {"editor": {}}
}
```
## Accepted
```json
{
  "routes": {
    "translate": {
      "paths": ["/v2/translate"],
      "rewritePath": true,
      "userRoles": ["editor"],
      "upstreams": [{"endpoint": "http://translate.svc"}]
    },
    "search": {
      "paths": ["/search"],
      "upstreams": [{"endpoint": "http://search.svc/api/v1/find"}]
    }
  },
  "roles": {"editor": {}}
}
```
## Source
RouteRequestBodyHandler sets the path of the request in the endpoint's url; the rest of the url stays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.routing import routes_in
from dial_lsp.model.urls import is_certain, path_of
from dial_lsp.rulekit.rule import EntryContext, Finding, RestsOn, entry_rule
from dial_lsp.schema.route_patterns import matches

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.values import Value


@entry_rule(
    "routes",
    "applications",
    "applicationTypeSchemas",
    severity=Severity.INFORMATION,
    impact=Impact.NO_EFFECT,
    rests_on=RestsOn(values=True),
)
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
                    f'rewritePath replaces "{path}" with the path of the request, so it is lost',
                    help="Cut the path off, or leave rewritePath out if requests are to go to exactly this url.",
                )
