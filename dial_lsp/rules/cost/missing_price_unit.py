"""Pricing without a unit.

Core cannot compute the cost of a call whose model has `pricing` but no `unit`. Because the cost comes first, the
tokens of the call are not counted either: spending limits and token limits of that model stop working, and only a line
in the log tells.

## Flagged
```json
{
  "models": {
    "gpt-4": {
      "type": "chat",
      "endpoint": "http://gpt.models.svc/v1/chat/completions",
      "pricing": {"prompt": "0.00003", "completion": "0.00006"}
                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this pricing has no unit: Core fails to compute the cost, and counts no tokens of "gpt-4" either
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
      "pricing": {"unit": "token", "prompt": "0.00003", "completion": "0.00006"}
    }
  }
}
```
## Fix
The unit `token` is offered.
## Source
ModelCostCalculator switches on the unit; RateLimiter logs "Failed to increase limit".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.change import Insert, Replace
from dial_lsp.rule import EntryContext, Finding, Offer, entry_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.deployments import (
        Model,
    )


@entry_rule("models", severity=Severity.ERROR, impact=Impact.UNLIMITED)
def missing_price_unit(model: Model, _context: EntryContext) -> Iterator[Finding]:
    """Find pricing whose unit is missing or null."""
    pricing = model.pricing
    if not pricing.is_written or pricing.unit.is_set:
        return
    write = Insert(pricing.at, "unit", "token")
    offer = Replace(pricing.unit.at, "token") if pricing.unit.exists else write
    yield Finding(
        pricing.unit.at if pricing.unit.exists else pricing.at,
        f'this pricing has no unit: Core fails to compute the cost, and counts no tokens of "{model.name}" either',
        help='Write "unit": "token" or "char_without_whitespace", or "none" for a model that is free.',
        offers=(Offer('Write "unit": "token"', (offer,)),),
    )
