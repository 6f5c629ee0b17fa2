"""Permissions of a route, which nobody needs.

`permissions` say which access to an application its caller needs. On an entry of `routes` Core reads them and asks
nobody, and the newest Core skips the question for routes of applications that stand in the file: it asks only where the
application is a resource of a user.

## Flagged
```json
{
  "routes": {
    "search": {
      "paths": ["/search"],
      "permissions": ["WRITE"],
      ^^^^^^^^^^^^^^^^^^^^^^^^ permissions of a global route are not enforced; anybody who may use route "search" can
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
      "userRoles": ["editor"],
      "upstreams": [{"endpoint": "http://search.svc"}]
    }
  },
  "roles": {"editor": {}}
}
```
## Fix
The member is deleted.
## Source
GlobalRouteController says yes to any permissions. Of applications: read in the newest ApplicationRouteController; what
numbered releases do is not known, and for them nothing is reported.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.change import Remove
from dial_lsp.model.routing import Route
from dial_lsp.rule import EntryContext, Finding, Offer, entry_rule
from dial_lsp.schema.versions import NEWEST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.deployments import Served


@entry_rule("routes", "applications", severity=Severity.INFORMATION, impact=Impact.NO_EFFECT)
def unenforced_permissions(served: Served, context: EntryContext) -> Iterator[Finding]:
    """Find permissions that are asked of nobody."""
    if isinstance(served, Route):
        yield from _of(served, "a global route")
    elif context.version > NEWEST:
        for _, route in served.field("routes").members():
            yield from _of(Route.of(route), "a route of an application in the file")


def _of(route: Route, what: str) -> Iterator[Finding]:
    permissions = route.field("permissions")
    if isinstance(permissions.raw, list) and permissions.raw:
        at = permissions.at.member()
        yield Finding(
            at,
            f'permissions of {what} are not enforced; anybody who may use route "{route.name}" can',
            help="Name the roles that may use it in userRoles.",
            offers=(Offer("Delete the permissions", (Remove(at),), safe=True),),
            tags=frozenset({"unnecessary"}),
        )
