"""Upstreams that are all disabled.

An upstream with a weight of zero or less is never chosen. When that goes for all of them, Core answers every call with
503.

## Flagged
```json
{
  "models": {
    "gpt-4": {
      "type": "chat",
      "endpoint": "http://adapter.svc/chat/completions",
      "upstreams": [
        {"endpoint": "http://gpt-a.svc/openai", "weight": 0},
                                                          ^ every upstream of model "gpt-4" is disabled by its weight, so Core answers 503 to every call
        {"endpoint": "http://gpt-b.svc/openai", "weight": -1}
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
      "upstreams": [{"endpoint": "http://gpt-a.svc/openai", "weight": 1}]
    }
  }
}
```
## Source
WeightedRoundRobinBalancer leaves out weights below 1; TieredBalancer answers 503. Observed on Core's own balancers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.change import Replace
from dial_lsp.rule import Context, Finding, Offer, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.deployments import Served


@rule(severity=Severity.ERROR, impact=Impact.CALL_FAILS)
def disabled_upstreams(context: Context) -> Iterator[Finding]:
    """Find what has upstreams and none that may be chosen; a null weight is told by another rule."""
    for found in context.access.objects_where(_has_only_disabled):
        upstreams = found.served.upstreams
        written = next((weight for one in upstreams if (weight := one.field("weight")).is_number), None)
        if written and any(problem.kind == "upstreams-disabled" for problem in context.access.problems(found)):
            yield Finding(
                written.at,
                f"every upstream of {found.label} is disabled by its weight, so Core answers 503 to every call",
                help="Give at least one upstream a weight above 0.",
                offers=(Offer("Set the weight to 1", (Replace(written.at, 1),)),),
            )


def _has_only_disabled(served: Served) -> bool:
    return bool(served.upstreams) and not any(upstream.is_enabled for upstream in served.upstreams)
