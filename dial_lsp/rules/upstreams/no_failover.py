"""Several upstreams and one attempt.

Core tries as often as `maxRetryAttempts` says: 5 times for models, once for routes. With one attempt a call fails when
its upstream does, although another could have answered it. The next call goes elsewhere, for a failed upstream is put
aside for a while.

## Flagged
```json
{
  "routes": {
    "search": {
    ^^^^^^^^ route "search" has 2 upstreams and one attempt, so a call fails when its first upstream does
      "paths": ["/search"],
      "upstreams": [{"endpoint": "http://search-a.svc"}, {"endpoint": "http://search-b.svc"}]
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
      "upstreams": [{"endpoint": "http://search-a.svc"}, {"endpoint": "http://search-b.svc"}],
      "maxRetryAttempts": 2
    }
  },
  "models": {
    "gpt-4": {
      "type": "chat",
      "endpoint": "http://adapter.svc/chat/completions",
      "upstreams": [{"endpoint": "http://gpt-a.svc/openai"}, {"endpoint": "http://gpt-b.svc/openai"}]
    }
  }
}
```
## Fix
A second attempt is offered.
## When to ignore
Where a call must not be made twice. A route tries again after 429 and broken connections only, never after 5xx.
## Source
Read in UpstreamRouteProvider and BaseRouteController of the newest Core; the defaults were run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.deployments import Model
from dial_lsp.model.routing import Route
from dial_lsp.model.served import served_in
from dial_lsp.rulekit.offers import writing
from dial_lsp.rulekit.rule import EntryContext, Finding, entry_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.values import Value


@entry_rule("models", "routes", "applications", severity=Severity.INFORMATION, impact=Impact.ADVICE)
def no_failover(entry: Value, _: EntryContext) -> Iterator[Finding]:
    """Find models and routes whose further upstreams are of no use to the call that fails."""
    for served in served_in(entry):
        count = sum(upstream.is_enabled for upstream in served.upstreams)
        if not isinstance(served, Model | Route) or served.max_attempts != 1 or count < 2:  # noqa: PLR2004
            continue
        if isinstance(served, Route) and not served.forwards:
            continue
        written = served.field("maxRetryAttempts")
        kind = "model" if isinstance(served, Model) else "route"
        yield Finding(
            written.at if written.exists else served.at.key(),
            f'{kind} "{served.name}" has {count} upstreams and one attempt, so a call fails when its first upstream does',
            help="Raise maxRetryAttempts.",
            offers=(writing(served, "maxRetryAttempts", count),),
        )
