"""Permissions of a global route.

`permissions` say which access to an application its caller needs, so they mean something for the routes of an
application only. On an entry of `routes` Core reads them and asks nobody.

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
GlobalRouteController says yes to any permissions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.change import Remove
from dial_lsp.rule import EntryContext, Finding, Offer, entry_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.routing import Route


@entry_rule("routes", severity=Severity.INFORMATION, impact=Impact.NO_EFFECT)
def unenforced_permissions(route: Route, _: EntryContext) -> Iterator[Finding]:
    """Find permissions that are asked of nobody."""
    permissions = route.field("permissions")
    if isinstance(permissions.raw, list) and permissions.raw:
        at = permissions.at.member()
        yield Finding(
            at,
            f'permissions of a global route are not enforced; anybody who may use route "{route.name}" can',
            help="Name the roles that may use it in userRoles.",
            offers=(Offer("Delete the permissions", (Remove(at),), safe=True),),
            tags=frozenset({"unnecessary"}),
        )
