"""A route that sends the caller's DIAL key to a foreign host.

To an upstream without `key` Core sends a key made for this request, with which the upstream can call DIAL as the
caller while the request lasts. That is meant for services of your own; a third party should get a key of its own.

## Flagged
```json
{
  "routes": {
    "translate": {
      "paths": ["/translate"],
      "userRoles": ["editor"],
      "upstreams": [{"endpoint": "https://api.translate.example.com/v2"}]
                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this upstream has no key, so Core sends api.translate.example.com a key
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
      "paths": ["/translate"],
      "userRoles": ["editor"],
      "upstreams": [{"endpoint": "https://api.translate.example.com/v2", "key": "${TRANSLATE_KEY}"}]
    },
    "search": {
      "paths": ["/search"],
      "upstreams": [{"endpoint": "http://search.tools.svc.cluster.local"}]
    }
  },
  "roles": {"editor": {}}
}
```
## When to ignore
Where the host is one of your own under a public name: put it into `internal-hosts` of the settings.
## Source
BaseRouteController: the header `Api-Key` carries the key of the upstream, else the per-request key.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.routing import routes_in
from dial_lsp.model.urls import host_of, is_internal
from dial_lsp.rule import EntryContext, Finding, entry_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.values import Value


@entry_rule("routes", "applications", "applicationTypeSchemas", severity=Severity.WARNING, impact=Impact.EXPOSED)
def forwarded_caller_key(value: Value, context: EntryContext) -> Iterator[Finding]:
    """Find upstreams at foreign hosts that are given the caller's key."""
    for route in routes_in(value):
        for upstream in route.upstreams if route.forwards else ():
            endpoint = upstream.field("endpoint")
            is_foreign = is_internal(endpoint.text or "", context.settings.internal_hosts) is False
            if upstream.field("key").is_set or not is_foreign:
                continue
            host = host_of(endpoint.text or "")
            yield Finding(
                endpoint.at,
                f"this upstream has no key, so Core sends {host} a key with which it can call DIAL as the caller",
                help="Give the upstream a key of its own.",
            )
