"""A null among the routes of an application.

Core loads it. When a request for a route of the application comes, Core goes through all of them and meets the null, or
looks for attachments by a null: it answers 500.

## Flagged
```json
{
  "applications": {
    "search": {
      "endpoint": "http://search.apps.svc/v1/chat/completions",
      "routes": {
        "export": null,
                  ^^^^ route "export" is null, so requests for routes of application "search" are answered with 500
        "import": {
          "paths": ["/import"],
          "attachmentPaths": null,
                             ^^^^ attachmentPaths is null, so requests for route "import" of application "search" are answered with 500
          "upstreams": [{"endpoint": "http://search.apps.svc"}]
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
      "routes": {"import": {"paths": ["/import"], "upstreams": [{"endpoint": "http://search.apps.svc"}]}}
    }
  }
}
```
## Fix
The null is deleted.
## Source
Read in the newest ApplicationRouteController; what numbered releases do is not known, and for them nothing is reported.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.change import Remove
from dial_lsp.model.routing import Route
from dial_lsp.rulekit.rule import EntryContext, Finding, Offer, entry_rule
from dial_lsp.schema.versions import NEWEST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.deployments import Application
    from dial_lsp.model.values import Value


@entry_rule("applications", severity=Severity.ERROR, impact=Impact.CALL_FAILS)
def null_application_route(application: Application, context: EntryContext) -> Iterator[Finding]:
    """Find routes of applications, and attachment paths of them, that are null."""
    for name, value in application.field("routes").members() if context.version > NEWEST else ():
        attachments = Route.of(value).field("attachmentPaths")
        if value.is_null:
            yield _finding(value, f'route "{name}" is null', f'routes of application "{application.name}"')
        elif attachments.is_null:
            whose = f'route "{name}" of application "{application.name}"'
            yield _finding(attachments, "attachmentPaths is null", whose)


def _finding(found: Value, what: str, whose: str) -> Finding:
    return Finding(
        found.at,
        f"{what}, so requests for {whose} are answered with 500",
        help="Delete it.",
        offers=(Offer("Delete it", (Remove(found.at.member()),), safe=True),),
    )
