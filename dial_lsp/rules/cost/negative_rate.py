"""A price below zero.

Core records a cost only when it is above zero. With a negative price calls are free, or cheaper than meant, and
`costLimit` does not hold.

## Flagged
```json
{
  "models": {
    "gpt-4": {
      "type": "chat",
      "endpoint": "http://gpt.models.svc/v1/chat/completions",
      "pricing": {"unit": "token", "prompt": "-0.00003"}
                                             ^^^^^^^^^^ a price of -0.00003 is below zero, so calls of "gpt-4" are not charged
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
      "pricing": {"unit": "token", "prompt": "0", "completion": "0.00003"}
    }
  }
}
```
## Source
RateLimiter: "cost <= 0" is not recorded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.change import Replace
from dial_lsp.rule import WRITTEN, EntryContext, Finding, Offer, entry_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.deployments import (
        Model,
    )


@entry_rule("models", severity=Severity.WARNING, impact=Impact.UNLIMITED, rests_on=WRITTEN)
def negative_rate(model: Model, _context: EntryContext) -> Iterator[Finding]:
    """Find prices below zero, in decision trees too."""
    for written, rate in model.pricing.rates():
        if rate < 0:
            yield Finding(
                written.at,
                f'a price of {rate} is below zero, so calls of "{model.name}" are not charged',
                help="Write the price without the sign.",
                offers=(Offer("Remove the sign", (Replace(written.at, written.raw.removeprefix("-")),)),),
            )
