"""A route with a fixed response and upstreams.

Core looks at `response` first: where it is set the answer is given at once, and no upstream is ever called.

## Flagged
```json
{
  "routes": {
    "search": {
      "paths": ["/search"],
      "response": {"status": 503, "body": "Closed for repairs"},
      "upstreams": [{"endpoint": "http://search.svc"}]
      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ route "search" has a response, so its upstreams are never called
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
      "response": {"status": 503, "body": "Closed for repairs"}
    }
  }
}
```
## Fix
The upstreams are deleted, or the response.
## Source
BaseRouteController: upstreams are looked at only where the response is null.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.change import Remove
from dial_lsp.model.routing import routes_in
from dial_lsp.rulekit.rule import EntryContext, Finding, Note, Offer, entry_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.values import Value


@entry_rule("routes", "applications", "applicationTypeSchemas", severity=Severity.WARNING, impact=Impact.NO_EFFECT)
def response_beside_upstreams(value: Value, _: EntryContext) -> Iterator[Finding]:
    """Find upstreams that a response makes idle."""
    for route in routes_in(value):
        if not route.response.is_set or not route.upstreams:
            continue
        at = route.field("upstreams").at.member()
        yield Finding(
            at,
            f'route "{route.name}" has a response, so its upstreams are never called',
            help="Keep one of the two.",
            notes=(Note(route.response.at.member(), "this is the answer to every request"),),
            offers=(
                Offer("Delete the upstreams", (Remove(at),)),
                Offer("Delete the response", (Remove(route.response.at.member()),)),
            ),
            tags=frozenset({"unnecessary"}),
        )
