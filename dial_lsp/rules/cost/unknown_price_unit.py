"""A unit of prices that Core does not know.

Units are compared letter by letter: `token` and `char_without_whitespace`. Any other text is read as "no cost", so
`costLimit` never holds for the model.

## Flagged
```json
{
  "models": {
    "gpt-4": {
      "type": "chat",
      "endpoint": "http://gpt.models.svc/v1/chat/completions",
      "pricing": {"unit": "tokens", "prompt": "0.00003"}
                          ^^^^^^^^ Core knows no unit "tokens", so calls of "gpt-4" cost nothing and no costLimit holds
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
      "pricing": {"unit": "char_without_whitespace", "prompt": "0.00003"}
    },
    "llama": {
      "type": "chat",
      "endpoint": "http://llama.models.svc/v1/chat/completions",
      "pricing": {"unit": "none"}
    }
  }
}
```
## Fix
The units that are most like it are offered.
## Source
ModelCostCalculator: a switch over two texts. Observed on Core's own classes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.change import Replace
from dial_lsp.model.near_names import nearest
from dial_lsp.model.placeholders import is_placeholder
from dial_lsp.model.pricing import UNITS
from dial_lsp.rule import EntryContext, Finding, Offer, entry_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.deployments import (
        Model,
    )


@entry_rule("models", severity=Severity.WARNING, impact=Impact.UNLIMITED)
def unknown_price_unit(model: Model, _context: EntryContext) -> Iterator[Finding]:
    """Find units that make calls free without saying so."""
    unit = model.pricing.unit
    if unit.text is not None and unit.text not in UNITS and not is_placeholder(unit.text):
        yield Finding(
            unit.at,
            f'Core knows no unit "{unit.text}", so calls of "{model.name}" cost nothing and no costLimit holds',
            help='Write "token", "char_without_whitespace" or, for a model that is free, "none".',
            offers=tuple(Offer(f'Write "{name}"', (Replace(unit.at, name),)) for name in nearest(unit.text, UNITS)),
        )
