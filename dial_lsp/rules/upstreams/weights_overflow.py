"""Weights of one tier whose sum is too large.

Core adds the weights of a tier's available upstreams in 32 bits. A sum above 2147483647 turns negative and the call
fails, or wraps around so that upstreams get a share nobody meant.

## Flagged
```json
{
  "models": {
    "gpt-4": {
      "type": "chat",
      "endpoint": "http://adapter.svc/chat/completions",
      "upstreams": [
        {"endpoint": "http://gpt-a.svc/openai", "weight": 2000000000},
                                                          ^^^^^^^^^^ the weights of tier 0 add up to 3000000000, more than Core can hold (2147483647): calls fail
        {"endpoint": "http://gpt-b.svc/openai", "weight": 1000000000}
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
        {"endpoint": "http://gpt-a.svc/openai", "weight": 2000000000},
        {"endpoint": "http://gpt-b.svc/openai", "weight": 1000000000, "tier": 1}
      ]
    }
  }
}
```
## Source
WeightedRoundRobinBalancer sums ints. Observed on Core's own balancers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.rule import Context, Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.deployments import (
        Served,
        Upstream,
    )

_MOST = 2**31 - 1


@rule(severity=Severity.ERROR, impact=Impact.CALL_FAILS)
def weights_overflow(context: Context) -> Iterator[Finding]:
    """Find tiers whose enabled upstreams weigh more than 32 bits hold; a warning where only the shares are wrong."""
    for found in context.access.objects_where(_overflows):
        fails = context.access.upstreams(found).failure == "weights"
        for tier, upstreams in _tiers(found.served).items():
            total = sum(upstream.weight for upstream in upstreams)
            if total > _MOST:
                heaviest = max(upstreams, key=lambda upstream: upstream.weight)
                yield Finding(
                    heaviest.field("weight").at,
                    f"the weights of tier {tier} add up to {total}, more than Core can hold ({_MOST}): "
                    f"{'calls fail' if fails else 'calls are shared out wrongly'}",
                    help="Use small numbers: only their ratio counts.",
                    severity=None if fails else Severity.WARNING,
                    impact=None if fails else Impact.NO_EFFECT,
                )


def _overflows(served: Served) -> bool:
    return any(sum(upstream.weight for upstream in tier) > _MOST for tier in _tiers(served).values())


def _tiers(served: Served) -> dict[int, list[Upstream]]:
    tiers: dict[int, list[Upstream]] = {}
    for upstream in served.upstreams:
        if upstream.is_enabled:
            tiers.setdefault(upstream.tier, []).append(upstream)
    return tiers
