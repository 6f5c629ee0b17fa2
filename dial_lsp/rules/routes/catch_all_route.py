"""A route that takes every path before other routes are tried.

Core tries routes in ascending `order`, equal ones as the file has them, and stops at the first that fits. A route
without `paths`, or with a pattern such as `/.*`, fits every path, so routes behind it get nothing, and it is its own
`userRoles` that decide who may call them.

## Flagged
```json
{
  "routes": {
    "gateway": {
    ^^^^^^^^^ route "gateway" takes every path, so route "search" after it is never reached
      "upstreams": [{"endpoint": "http://gateway.svc"}]
    },
    "search": {
      "paths": ["/search"],
      "upstreams": [{"endpoint": "http://search.svc"}]
    }
  }
}
```
## Accepted
```json
{
  "routes": {
    "gateway": {
      "upstreams": [{"endpoint": "http://gateway.svc"}]
    },
    "search": {
      "order": 1,
      "paths": ["/search"],
      "upstreams": [{"endpoint": "http://search.svc"}]
    }
  }
}
```
## Fix
The routes behind it get an `order` that has them tried first.
## Source
BaseRouteController: the first route that fits answers, and an empty list of paths fits. Observed on Core's own classes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.access.because import quoted
from dial_lsp.access.route_order import Contest, contests, is_hidden, placed_before, request_of
from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.rule import Context, Finding, Note, Offer, rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dial_lsp.model.routing import Route
    from dial_lsp.schema.versions import Version


@rule(severity=Severity.WARNING, impact=Impact.NO_EFFECT)
def catch_all_route(context: Context) -> Iterator[Finding]:
    """Find routes that fit every path and leave nothing to later ones, for all or some of their methods."""
    for contest in contests(context.config):
        for at, route in enumerate(contest.routes):
            if not contest.is_catch_all(at):
                continue
            hidden, robbed = _victims(contest, at)
            if not hidden and not robbed:
                continue
            what = _lost(hidden, "never reached") if hidden else _lost(robbed, "not reached by all of their methods")
            victims = (*hidden, *robbed)
            yield Finding(
                route.at.key(),
                f'route "{route.name}" takes every path, so {what}',
                help="Have it tried last: give the others a lower order, or move it behind them.",
                notes=tuple(Note(victim.at.key(), "this route comes after it") for victim in victims[:5]),
                offers=_offers(contest, at, victims, context.version),
            )


def _offers(contest: Contest, at: int, victims: Sequence[Route], version: Version) -> tuple[Offer, ...]:
    """To try the others first helps only if they leave something to the route."""
    route = contest.routes[at]
    moves = [placed_before(victim, route, version) for victim in victims]
    changes = tuple(move for move in moves if move is not None)
    if len(changes) < len(moves) or is_hidden(contest.requests[at], *map(request_of, victims)):
        return ()
    return (Offer("Have the others tried first", changes),)


def _victims(contest: Contest, at: int) -> tuple[list[Route], list[Route]]:
    """The routes behind that get nothing, and those that miss some of the methods they name."""
    hidden, robbed = [], []
    mine = contest.requests[at]
    for later in range(at + 1, len(contest.routes)):
        request = contest.requests[later]
        if mine is None or request is None or at not in contest.takers(later):
            continue
        if mine.methods is None or (request.methods is not None and request.methods <= mine.methods):
            hidden.append(contest.routes[later])
        elif request.methods is not None and not contest.is_dead(later):
            robbed.append(contest.routes[later])
    return hidden, robbed


def _lost(routes: Sequence[Route], how: str) -> str:
    names = quoted((route.name for route in routes), 3)
    if len(routes) == 1:
        return f"route {names} after it is {how.replace('their', 'its')}"
    return f"routes {names} after it are {how}"
