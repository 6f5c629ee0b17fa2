"""A route to a foreign host that is open to every caller.

Without `userRoles` any authenticated caller may use a route, and calls through a route count against no token limit.
Where it leads to a host outside, everybody may spend its key or send data there.

## Flagged
```json
{
  "routes": {
    "translate": {
    ^^^^^^^^^^^ every authenticated caller may use route "translate", which leads to api.translate.example.com
      "paths": ["/translate"],
      "upstreams": [{"endpoint": "https://api.translate.example.com/v2", "key": "${TRANSLATE_KEY}"}]
    }
  }
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
## Fix
An empty list of roles closes the route until somebody names them.
## When to ignore
Where the service is meant for everybody; in the profile `strict` the rule `public-deployment` speaks of all others.
## Source
RoleBasedEntity: null lets everybody in who is authenticated. Observed on Core's own classes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.change import Insert, Replace
from dial_lsp.rule import EntryContext, Finding, Offer, entry_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.routing import Route


@entry_rule("routes", severity=Severity.WARNING, impact=Impact.EXPOSED)
def public_route(route: Route, context: EntryContext) -> Iterator[Finding]:
    """Find open routes to hosts that are certainly foreign."""
    host = route.foreign_host(context.settings.internal_hosts)
    if route.allowed_roles is not None or host is None or not isinstance(route.raw, dict):
        return
    roles = route.user_roles
    yield Finding(
        route.at.key(),
        f'every authenticated caller may use route "{route.name}", which leads to {host}',
        help="Name the roles that may use it in userRoles.",
        offers=(
            Offer(
                "Close it until roles are named",
                (Replace(roles.at, []) if roles.exists else Insert(route.at, "userRoles", []),),
            ),
        ),
    )
