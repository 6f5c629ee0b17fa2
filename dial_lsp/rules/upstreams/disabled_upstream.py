"""An upstream whose weight disables it.

A weight of zero or less means that the upstream is never chosen. It still counts as one in the list, so when calls
fail, Core tries an enabled one once more than it seems.

## Flagged
```json
{
  "models": {
    "gpt-4": {
      "type": "chat",
      "endpoint": "http://adapter.svc/chat/completions",
      "upstreams": [
        {"endpoint": "http://gpt-a.svc/openai"},
        {"endpoint": "http://gpt-b.svc/openai", "weight": 0}
                                                          ^ a weight of 0 disables this upstream
      ]
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
        {"endpoint": "http://gpt-a.svc/openai", "weight": 9},
        {"endpoint": "http://gpt-b.svc/openai", "weight": 1}
      ]
    }
  }
}
```
## Fix
Deleting the upstream is offered.
## When to ignore
Where it is switched off for a while.
## Source
WeightedRoundRobinBalancer leaves out weights below 1. Observed on Core's own balancers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.change import Remove
from dial_lsp.model.served import served_in
from dial_lsp.rule import EntryContext, Finding, Offer, entry_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.values import Value


@entry_rule("models", "routes", "applications", severity=Severity.HINT, impact=Impact.NO_EFFECT)
def disabled_upstream(entry: Value, _context: EntryContext) -> Iterator[Finding]:
    """Find disabled upstreams beside enabled ones."""
    for served in served_in(entry):
        upstreams = served.upstreams
        if not any(upstream.is_enabled for upstream in upstreams):
            continue
        for upstream in upstreams:
            weight = upstream.field("weight")
            if weight.is_number and not upstream.is_enabled:
                yield Finding(
                    weight.at,
                    f"a weight of {upstream.weight} disables this upstream",
                    help="Delete the upstream, or give it a weight above 0.",
                    offers=(Offer("Delete the upstream", (Remove(upstream.at),)),),
                    tags=frozenset({"unnecessary"}),
                )
