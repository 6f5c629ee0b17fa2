"""A route that neither answers nor forwards.

A route either has a fixed `response` or a list of `upstreams`. With neither Core still takes the requests that fit its
paths and methods, and fails on every one of them.

## Flagged
```json /routes
"search": {"paths": ["/search"], "methods": ["GET"]}
^^^^^^^^ route "search" has neither upstreams nor a response, so Core answers its requests with an error
```
## Accepted
```json /routes
"search": {"paths": ["/search"], "upstreams": [{"endpoint": "http://search.svc"}]},
"status": {"paths": ["/status"], "response": {}}
```
## Source
BaseRouteController and UpstreamRouteProvider: "max retry attempts must be positive integer", because the number of
attempts is at most that of the upstreams. Observed on Core's own classes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.routing import routes_in
from dial_lsp.rulekit.rule import EntryContext, Finding, entry_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.values import Value


@entry_rule("routes", "applications", "applicationTypeSchemas", severity=Severity.ERROR, impact=Impact.CALL_FAILS)
def route_without_target(value: Value, _: EntryContext) -> Iterator[Finding]:
    """Find routes with nothing to do; null in place of the upstreams, or of one, is told of by the shape rules."""
    for route in routes_in(value):
        upstreams = route.field("upstreams")
        if (
            route.response.is_set
            or (upstreams.exists and upstreams.raw != [])
            or route.is_misspelt("upstreams", "response")
        ):
            continue
        yield Finding(
            route.at.key(),
            f'route "{route.name}" has neither upstreams nor a response, so Core answers its requests with an error',
            help='Name an upstream, such as "upstreams": [{"endpoint": "http://..."}], or write a response.',
        )
