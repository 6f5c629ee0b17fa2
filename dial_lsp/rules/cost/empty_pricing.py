"""Pricing with a unit and no price.

Calls then cost nothing, as they do without any pricing, and `costLimit` does not hold. The unit `none` says so to
readers.

## Flagged
```json
{
  "models": {
    "gpt-4": {
      "type": "chat",
      "endpoint": "http://gpt.models.svc/v1/chat/completions",
      "pricing": {"unit": "token"}
                 ^^^^^^^^^^^^^^^^^ this pricing has no price, so calls of "gpt-4" cost nothing
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
      "endpoint": "http://gpt.models.svc/v1/chat/completions",
      "pricing": {"unit": "none"}
    }
  }
}
```
## Source
ModelCostCalculator: prices that are missing count as zero.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.change import Replace
from dial_lsp.model.pricing import PRICED_UNITS
from dial_lsp.rule import EntryContext, Finding, Offer, entry_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.deployments import (
        Model,
    )


@entry_rule("models", severity=Severity.INFORMATION, impact=Impact.UNLIMITED)
def empty_pricing(model: Model, _context: EntryContext) -> Iterator[Finding]:
    """Find pricing in a priced unit whose prices are all missing."""
    pricing = model.pricing
    if pricing.unit.text in PRICED_UNITS and not pricing.has_rates:
        yield Finding(
            pricing.at,
            f'this pricing has no price, so calls of "{model.name}" cost nothing',
            help='Write the prices, or the unit "none" for a model that is free.',
            offers=(Offer('Write the unit "none"', (Replace(pricing.unit.at, "none"),)),),
        )
