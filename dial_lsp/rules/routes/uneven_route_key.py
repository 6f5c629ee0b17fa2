"""Upstreams of one route of which some have a key and some do not.

To an upstream without `key` Core sends its own key for the request instead. The upstreams of a route are mostly copies
of one service, so the one without a key refuses the call, or learns a key it should not have; and failing over from one
to the other breaks the call.

## Flagged
```json
{
  "routes": {
    "search": {
      "paths": ["/search"],
      "userRoles": ["reader"],
      "upstreams": [
        {"endpoint": "http://search-a.svc", "key": "${SEARCH_KEY}"},
        {"endpoint": "http://search-b.svc"}
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this upstream of route "search" has no key and others have one, so Core sends it the caller's per-request key
      ]
    }
  },
  "roles": {"reader": {}}
}
```
## Accepted
```json
{
  "routes": {
    "search": {
      "paths": ["/search"],
      "userRoles": ["reader"],
      "upstreams": [
        {"endpoint": "http://search-a.svc", "key": "${SEARCH_KEY}"},
        {"endpoint": "http://search-b.svc", "key": "${SEARCH_KEY}"}
      ]
    }
  },
  "roles": {"reader": {}}
}
```
## When to ignore
Where the service behind that upstream is another one, which calls DIAL back.
## Source
Read in BaseRouteController: `Api-Key` carries the key of the upstream, else the per-request key; not run. Of models
nothing is said: there mixed lists are legitimate (managed identities).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.routing import routes_in
from dial_lsp.model.urls import is_internal
from dial_lsp.rulekit.rule import EntryContext, Finding, RestsOn, entry_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.values import Value


@entry_rule(
    "routes",
    "applications",
    "applicationTypeSchemas",
    severity=Severity.WARNING,
    impact=Impact.CALL_FAILS,
    rests_on=RestsOn(values=True),
)
def uneven_route_key(value: Value, context: EntryContext) -> Iterator[Finding]:
    """Find keyless upstreams beside keyed ones; of those at foreign hosts another rule speaks."""
    for route in routes_in(value):
        used = [upstream for upstream in route.upstreams if upstream.is_enabled and isinstance(upstream.raw, dict)]
        keyless = [upstream for upstream in used if not upstream.field("key").is_set]
        if not route.forwards or not keyless or len(keyless) == len(used):
            continue
        for upstream in keyless:
            if is_internal(upstream.field("endpoint").text or "", context.settings.internal_hosts) is not False:
                yield Finding(
                    upstream.at,
                    f'this upstream of route "{route.name}" has no key and others have one, '
                    "so Core sends it the caller's per-request key",
                    help="Give every upstream of the route its key.",
                )
