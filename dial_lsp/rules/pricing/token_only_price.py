"""A price that only models priced by token may have.

Prices of cached tokens (`cacheRead`, `cacheWrite`) and decision trees make sense for tokens only: with any other
`unit` than exactly `token`, or none, Core refuses the whole file.

## Flagged
```json
{
  "models": {
    "gpt-4": {
      "type": "chat",
      "endpoint": "http://gpt.models.svc/v1/chat/completions",
      "pricing": {"unit": "char_without_whitespace", "prompt": "0.00001", "cacheRead": "0.000001"}
                                                                          ^^^^^^^^^^^^^^^^^^^^^^^ "cacheRead" needs
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
      "pricing": {"unit": "token", "prompt": "0.00001", "cacheRead": "0.000001"}
    }
  }
}
```
## Fix
The unit `token` is offered.
## Source
ConfigPostProcessor: pricing "require pricing.unit = token". Observed on Core's own configuration classes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.change import Insert, Replace
from dial_lsp.model.pricing import RATES, Pricing
from dial_lsp.rule import EntryContext, Finding, Offer, RestsOn, entry_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.deployments import Model


@entry_rule("models", severity=Severity.ERROR, impact=Impact.FILE_REJECTED, rests_on=RestsOn(values=True))
def token_only_price(model: Model, _: EntryContext) -> Iterator[Finding]:
    """Find cache prices and decision trees of models that are not priced by token."""
    pricing = Pricing.of(model.field("pricing"))
    unit = pricing.field("unit")
    if unit.text == "token":
        return
    change = Replace(unit.at, "token") if unit.exists else Insert(pricing.at, "unit", "token")
    for name in RATES:
        price = pricing.field(name)
        if isinstance(price.raw, dict) or (price.is_set and name.startswith("cache")):
            what = "a decision tree" if isinstance(price.raw, dict) else f'"{price.pointer[-1]}"'
            yield Finding(
                price.at.member(),
                f'{what} needs the unit "token"; Core refuses the whole file',
                offers=(Offer('Set the unit to "token"', (change,)),),
            )
