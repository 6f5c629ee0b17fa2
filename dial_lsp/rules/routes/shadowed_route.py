"""A route whose requests all go to routes before it.

Core tries routes in ascending `order`, equal ones as the file has them, and stops at the first whose methods and
patterns fit. When earlier routes fit every request this one is made for, its upstreams, limits and `userRoles` count
for nobody.

## Flagged
```json
{
  "routes": {
    "documents": {
      "paths": ["/docs(/[^/]+)*"],
      "upstreams": [{"endpoint": "http://documents.svc"}]
    },
    "drafts": {
    ^^^^^^^^ route "drafts" is never reached: route "documents" takes all its requests first, and its own userRoles never
      "paths": ["/docs/drafts"],
      "userRoles": ["editor"],
      "upstreams": [{"endpoint": "http://drafts.svc"}]
    }
  },
  "roles": {"editor": {}}
}
```
## Accepted
```json
{
  "routes": {
    "documents": {
      "paths": ["/docs(/[^/]+)*"],
      "methods": ["GET"],
      "upstreams": [{"endpoint": "http://documents.svc"}]
    },
    "documents-change": {
      "paths": ["/docs(/[^/]+)*"],
      "methods": ["POST", "PUT"],
      "userRoles": ["editor"],
      "upstreams": [{"endpoint": "http://documents.svc"}]
    }
  },
  "roles": {"editor": {}}
}
```
## Fix
The route gets an `order` that has it tried first.
## Source
BaseRouteController: the first route that fits answers. Observed on Core's own classes; patterns are compared by what
they match.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.access.because import quoted
from dial_lsp.access.route_order import Contest, contests, placed_before
from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.rule import Context, Finding, Note, Offer, RestsOn, rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dial_lsp.model.routing import Route
    from dial_lsp.schema.versions import Version


@rule(severity=Severity.WARNING, impact=Impact.NO_EFFECT, rests_on=RestsOn(values=True))
def shadowed_route(context: Context) -> Iterator[Finding]:
    """Find routes that get nothing; those behind a catch-all are told of there."""
    for contest in contests(context.config):
        for at, route in enumerate(contest.routes):
            takers = [contest.routes[index] for index in contest.takers(at)]
            if not contest.is_dead(at) or _is_caught(contest, at):
                continue
            names = quoted((taker.name for taker in takers), 3)
            who = f"route {names} takes" if len(takers) == 1 else f"routes {names} take"
            guards = any(taker.allowed_roles != route.allowed_roles for taker in takers)
            never = ", and its own userRoles never count" if guards and route.allowed_roles is not None else ""
            yield Finding(
                route.at.key(),
                f'route "{route.name}" is never reached: {who} all its requests first{never}',
                help="Have it tried first with a lower order, narrow the paths or methods of the other, or delete it.",
                notes=tuple(Note(taker.at.key(), "this route is tried first") for taker in takers[:5]),
                offers=_offers(contest, at, takers, context.version),
            )
        if contest.left_out:
            yield Finding(
                contest.routes[-1].at.key(),
                f"{len(contest.routes):,} routes compete here, too many to compare each with each; "
                "some that are never reached may not be told",
                help="Divide the routes by the first part of their paths, so that few have to be compared.",
                severity=Severity.INFORMATION,
                impact=Impact.ADVICE,
            )


def _is_caught(contest: Contest, at: int) -> bool:
    """Whether a single route that takes every path takes all of this one."""
    mine = contest.requests[at]
    for index in contest.takers(at):
        request = contest.requests[index]
        if mine is None or request is None or not contest.is_catch_all(index):
            continue
        if request.methods is None or (mine.methods is not None and mine.methods <= request.methods):
            return True
    return False


def _offers(contest: Contest, at: int, takers: Sequence[Route], version: Version) -> tuple[Offer, ...]:
    """To be tried first helps only a route that leaves something to the other."""
    first = min(takers, key=lambda taker: taker.order)
    change = placed_before(contest.routes[at], first, version)
    if change is None or contest.would_hide(at, contest.takers(at)):
        return ()
    return (Offer("Have it tried first", (change,)),)
