"""A tier of upstreams that a call never reaches.

Core asks the upstreams of the best tier first and goes on to the next tier when all of them have failed, as long as
attempts are left. With fewer attempts than better upstreams the reserve is not there for the call that needs it.

## Flagged
```json
{
  "models": {
    "gpt-4": {
      "type": "chat",
      "endpoint": "http://adapter.svc/chat/completions",
      "upstreams": [
        {"endpoint": "http://gpt-a.svc/openai"},
        {"endpoint": "http://gpt-b.svc/openai"},
        {"endpoint": "http://gpt-c.svc/openai", "tier": 1}
                                                        ^ tier 1 is never reached: a call makes 2 attempts, and 2 upstreams come before it
      ],
      "maxRetryAttempts": 2
    }
  }
}
```
## Accepted
```json
{
  "models": {
    "gpt-4": {
      "type": "chat",
      "endpoint": "http://adapter.svc/chat/completions",
      "upstreams": [
        {"endpoint": "http://gpt-a.svc/openai"},
        {"endpoint": "http://gpt-b.svc/openai"},
        {"endpoint": "http://gpt-c.svc/openai", "tier": 1}
      ],
      "maxRetryAttempts": 3
    }
  }
}
```
## When to ignore
Where the next call is soon enough: a failed upstream is put aside for a while, so that call reaches the tier.
## Source
Read in UpstreamRouteProvider and the load balancers of Core; the order of tiers was run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.routing import Route
from dial_lsp.model.served import served_in
from dial_lsp.rulekit.rule import EntryContext, Finding, entry_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.deployments import Upstream
    from dial_lsp.model.values import Value


@entry_rule("models", "routes", "applications", severity=Severity.INFORMATION, impact=Impact.ADVICE)
def unreached_tier(entry: Value, _: EntryContext) -> Iterator[Finding]:
    """Find the first tier that needs more attempts than there are; of a single attempt another rule speaks."""
    for served in served_in(entry):
        attempts = served.max_attempts
        if attempts > 1 and not (isinstance(served, Route) and not served.forwards):
            usable = sorted((one for one in served.upstreams if one.is_enabled), key=lambda one: one.tier)
            if attempts < len(usable) and usable[attempts].tier != usable[0].tier:
                yield from _unreached(usable, attempts)


def _unreached(usable: list[Upstream], attempts: int) -> Iterator[Finding]:
    for upstream in usable:
        before = sum(one.tier < upstream.tier for one in usable)
        if before >= attempts:
            tier = upstream.field("tier")
            yield Finding(
                tier.at if tier.exists else upstream.at,
                f"tier {upstream.tier} is never reached: a call makes {attempts} attempts, "
                f"and {before} upstreams come before it",
                help=f"Raise maxRetryAttempts to {before + 1} or more.",
            )
            return
