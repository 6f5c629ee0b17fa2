"""Tiers that are not counted from zero on.

Only the order of tiers matters to Core, so gaps do no harm. To a reader a missing tier looks like an upstream that was
lost.

## Flagged
```json
{
  "models": {
    "gpt-4": {
      "type": "chat",
      "endpoint": "http://adapter.svc/chat/completions",
      "upstreams": [
        {"endpoint": "http://gpt-a.svc/openai"},
        {"endpoint": "http://gpt-b.svc/openai", "tier": 2}
                                                        ^ tier 2 comes right after tier 0
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
        {"endpoint": "http://gpt-a.svc/openai"},
        {"endpoint": "http://gpt-b.svc/openai", "tier": 1}
      ]
    }
  }
}
```
## Fix
The tiers are counted anew, which keeps their order.
## Source
TieredBalancer sorts tiers as numbers. Observed on Core's own balancers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.change import Replace
from dial_lsp.model.served import served_in
from dial_lsp.rule import EntryContext, Finding, Offer, RestsOn, entry_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.values import Value


@entry_rule(
    "models", "routes", "applications", severity=Severity.HINT, impact=Impact.ADVICE, rests_on=RestsOn(values=True)
)
def tier_gap(entry: Value, _context: EntryContext) -> Iterator[Finding]:
    """Find the first tier that leaves one out; negative ones are told by another rule."""
    for served in served_in(entry):
        tiers = sorted({upstream.tier for upstream in served.upstreams})
        late = next((tier for rank, tier in enumerate(tiers) if tier > rank), None)
        if late is None or tiers[0] < 0:
            continue
        first = next(upstream for upstream in served.upstreams if upstream.tier == late)
        rank = tiers.index(late)
        before = f"comes right after tier {tiers[rank - 1]}" if rank else "is the lowest"
        changes = tuple(
            Replace(upstream.field("tier").at, tiers.index(upstream.tier))
            for upstream in served.upstreams
            if upstream.tier != tiers.index(upstream.tier)
        )
        yield Finding(
            first.field("tier").at,
            f"tier {late} {before}",
            help="Count tiers from 0.",
            offers=(Offer("Count the tiers anew", changes, safe=True),),
        )
