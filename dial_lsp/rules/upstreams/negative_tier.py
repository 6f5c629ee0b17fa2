"""A tier below zero.

Tiers are used from the lowest on. Core takes any whole number, DIAL's documentation allows only 0 and above.

## Flagged
```json
{
  "models": {
    "gpt-4": {
      "type": "chat",
      "endpoint": "http://adapter.svc/chat/completions",
      "upstreams": [
        {"endpoint": "http://gpt-a.svc/openai", "tier": -1},
                                                        ^^ tier -1 is used before tier 0; the documentation allows no negative tiers
        {"endpoint": "http://gpt-b.svc/openai"}
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
        {"endpoint": "http://gpt-a.svc/openai", "tier": 0},
        {"endpoint": "http://gpt-b.svc/openai", "tier": 1}
      ]
    }
  }
}
```
## Source
TieredBalancer sorts tiers as numbers; DIAL's documentation of upstreams.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.served import served_in
from dial_lsp.rule import EntryContext, Finding, entry_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.values import Value


@entry_rule("models", "routes", "applications", severity=Severity.INFORMATION, impact=Impact.ADVICE)
def negative_tier(entry: Value, _context: EntryContext) -> Iterator[Finding]:
    """Find tiers below zero."""
    for served in served_in(entry):
        for upstream in served.upstreams:
            if upstream.tier < 0:
                yield Finding(
                    upstream.field("tier").at,
                    f"tier {upstream.tier} is used before tier 0; the documentation allows no negative tiers",
                    help="Count tiers from 0.",
                )
