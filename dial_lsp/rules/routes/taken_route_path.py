"""A path of a route that an earlier route takes.

Core stops at the first route whose methods and patterns fit. The route itself is still reached by its other paths or
methods, but these requests go to the earlier one, with its upstreams, limits and `userRoles`.

## Flagged
```json
{
  "routes": {
    "status": {
      "paths": ["/status"],
      "response": {"status": 200, "body": "OK"}
    },
    "monitor": {
      "paths": ["/metrics", "/status"],
                            ^^^^^^^^^ route "status" takes this path before route "monitor" is tried
      "upstreams": [{"endpoint": "http://monitor.svc"}]
    }
  }
}
```
```json
{
  "routes": {
    "read": {
      "paths": ["/notes"],
      "methods": ["GET"],
      "upstreams": [{"endpoint": "http://notes.svc"}]
    },
    "write": {
      "paths": ["/notes"],
                ^^^^^^^^ route "read" takes GET of this path before route "write" is tried
      "methods": ["GET", "POST"],
      "upstreams": [{"endpoint": "http://notes.svc"}]
    }
  }
}
```
## Accepted
```json
{
  "routes": {
    "read": {
      "paths": ["/notes"],
      "methods": ["GET"],
      "upstreams": [{"endpoint": "http://notes.svc"}]
    },
    "others": {
      "paths": ["/notes"],
      "upstreams": [{"endpoint": "http://notes-admin.svc"}]
    }
  }
}
```
## Source
BaseRouteController: the first route that fits answers. Observed on Core's own classes; patterns are compared by what
they match.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.access.because import quoted
from dial_lsp.access.route_order import Contest, Taken, contests
from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.rule import Context, Finding, Note, RestsOn, rule

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule(severity=Severity.WARNING, impact=Impact.NO_EFFECT, rests_on=RestsOn(values=True))
def taken_route_path(context: Context) -> Iterator[Finding]:
    """Find patterns lost to earlier routes; a route that names no methods may be meant for the rest of them."""
    for contest in contests(context.config):
        for at, route in enumerate(contest.routes):
            if contest.is_dead(at):
                continue
            patterns = route.patterns
            for taken in contest.taken[at]:
                caught = any(contest.is_catch_all(index) for index in taken.by)
                if patterns and not caught and (taken.whole or route.methods):
                    yield _finding(contest, at, taken)


def _finding(contest: Contest, at: int, taken: Taken) -> Finding:
    route, takers = contest.routes[at], [contest.routes[index] for index in taken.by]
    names = quoted((taker.name for taker in takers), 3)
    who = f"route {names} takes" if len(takers) == 1 else f"routes {names} take"
    what = "this path" if taken.whole else f"{', '.join(sorted(taken.methods or ()))} of this path"
    return Finding(
        route.patterns[taken.pattern][1].at,
        f'{who} {what} before route "{route.name}" is tried',
        help="Delete it here, or narrow the paths or methods of the route that is tried first.",
        notes=tuple(Note(taker.at.key(), "this route is tried first") for taker in takers[:5]),
    )
