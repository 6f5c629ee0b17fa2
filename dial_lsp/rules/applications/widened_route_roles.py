"""A route of an application that admits more roles than the application.

A route inside an application has the application's `userRoles`, unless it has its own: those replace them. A role that
may not use the application may then still use the route.

## Flagged
```json
{
  "applications": {
    "notes": {
      "endpoint": "http://notes.apps.svc/chat/completions",
      "userRoles": ["editor"],
      "routes": {
        "export": {
          "paths": ["/export"],
          "userRoles": ["editor", "reader"],
                                  ^^^^^^^^ role "reader" may use route "export" of application "notes", but not the application
          "upstreams": [{"endpoint": "http://notes.apps.svc"}]
        }
      }
    }
  },
  "roles": {"editor": {}, "reader": {}}
}
```
## Accepted
```json
{
  "applications": {
    "notes": {
      "endpoint": "http://notes.apps.svc/chat/completions",
      "userRoles": ["editor", "reader"],
      "routes": {
        "export": {
          "paths": ["/export"],
          "userRoles": ["editor"],
          "upstreams": [{"endpoint": "http://notes.apps.svc"}]
        }
      }
    }
  },
  "roles": {"editor": {}, "reader": {}}
}
```
## Fix
The role is deleted from the route.
## When to ignore
Where the route is meant for callers of its own.
## Source
Read in ApplicationRouteController: a route's own roles count where they are not null, else those of the application.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.routing import routes_in
from dial_lsp.rulekit.offers import deleting
from dial_lsp.rulekit.rule import EntryContext, Finding, Note, RestsOn, entry_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.deployments import Application


@entry_rule("applications", severity=Severity.WARNING, impact=Impact.EXPOSED, rests_on=RestsOn(values=True))
def widened_route_roles(application: Application, _: EntryContext) -> Iterator[Finding]:
    """Find roles a route admits and its application does not."""
    admitted = application.allowed_roles
    for route in routes_in(application) if admitted is not None else ():
        for role, at in route.user_roles.texts():
            if role and role not in (admitted or ()):
                yield Finding(
                    at.at,
                    f'role "{role}" may use route "{route.name}" of application "{application.name}", '
                    "but not the application",
                    help="Delete it here, or let the role use the application as well.",
                    notes=(Note(application.user_roles.at.member(), "the roles of the application"),),
                    offers=(deleting(at, f'Delete role "{role}" from the route'),),
                )
