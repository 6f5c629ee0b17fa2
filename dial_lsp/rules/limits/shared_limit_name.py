"""A route and a deployment of the same name share their limits.

Limits and the counters behind them are kept by name alone. When a role limits a name that both have, calls of the one
use up what is left for the other.

## Flagged
```json
{
  "roles": {"analyst": {"limits": {"search": {"requestDay": 100}}}},
  "applications": {"search": {"endpoint": "http://search.apps.svc/chat/completions"}},
  "routes": {
    "search": {"paths": ["/search"], "upstreams": [{"endpoint": "http://search.svc"}]}
    ^^^^^^^^ route and application "search" share one limit and one count of requests
  }
}
```
## Accepted
```json
{
  "roles": {"analyst": {"limits": {"search": {"requestDay": 100}, "search-route": {"requestDay": 100}}}},
  "applications": {"search": {"endpoint": "http://search.apps.svc/chat/completions"}},
  "routes": {"search-route": {"paths": ["/search"], "upstreams": [{"endpoint": "http://search.svc"}]}}
}
```
## Source
RateLimiter: entries and counters are looked up by name. Observed on Core's own rate limiter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.rulekit.rule import Context, Finding, Note, RestsOn, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.access import LimitedName


@rule(severity=Severity.WARNING, impact=Impact.NO_EFFECT, rests_on=RestsOn(other_entries=True, only_written=True))
def shared_limit_name(context: Context) -> Iterator[Finding]:
    """Find routes that are limited together with a deployment."""
    yield from context.access.all_of_limits(_shared)


def _shared(limited: LimitedName) -> Iterator[Finding]:
    for said in limited.said:
        route = next((found for found in said.decided if found.kind == "route"), None)
        other = next((found for found in said.decided if found.kind != "route"), None)
        if route is not None and other is not None:
            yield Finding(
                route.at,
                f"route and {other.label} share one limit and one count of requests",
                help="Rename the route.",
                notes=(Note(other.at, f"the {other.kind}"), Note(said.entry.at.key(), "the shared limit")),
            )
            return
