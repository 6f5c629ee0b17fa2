"""An upstream of an application's route with a way to authenticate that Core does not support there.

`authType` says how Core sends the key of an upstream: as an API key or as a bearer token. Routes of applications do not
support it, so the key may be sent in another way than it is written.

## Flagged
```json
{
  "applications": {
    "search": {
      "endpoint": "http://search.apps.svc/v1/chat/completions",
      "routes": {
        "export": {
          "paths": ["/export"],
          "upstreams": [
            {"endpoint": "http://search.apps.svc", "key": "q7N2vX9wB4tR6yU1pL8kJ3hG5fD0sA2z", "authType": "BEARER"}
                                                                                                          ^^^^^^^^ Core does not support authType in routes of applications, so it has no effect here
          ]
        }
      }
    }
  }
}
```
## Accepted
```json
{
  "applications": {
    "search": {
      "endpoint": "http://search.apps.svc/v1/chat/completions",
      "routes": {
        "export": {
          "paths": ["/export"],
          "upstreams": [{"endpoint": "http://search.apps.svc", "key": "q7N2vX9wB4tR6yU1pL8kJ3hG5fD0sA2z"}]
        }
      }
    }
  }
}
```
## Source
Read in the newest ApplicationRouteController, which does not look at it; that the key is sent all the same is inferred.
What numbered releases do is not known, and for them nothing is reported.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.routing import Route
from dial_lsp.rulekit.rule import EntryContext, Finding, entry_rule
from dial_lsp.schema.versions import NEWEST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.deployments import Application


@entry_rule("applications", severity=Severity.WARNING, impact=Impact.NO_EFFECT)
def unsupported_auth_type(application: Application, context: EntryContext) -> Iterator[Finding]:
    """Find authTypes of upstreams in routes of applications."""
    routes = application.field("routes").members() if context.version > NEWEST else ()
    for upstream in (one for _, route in routes for one in Route.of(route).upstreams):
        written = upstream.field("authType")
        if written.is_set:
            yield Finding(
                written.at,
                "Core does not support authType in routes of applications, so it has no effect here",
                help="Delete it, or call the upstream by an entry of routes.",
            )
