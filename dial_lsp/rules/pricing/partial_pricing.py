"""A price for one half of a chat only.

A chat costs by what is asked and by what is answered. Where one of `prompt` and `completion` has no price that half
costs nothing, so reports are too low and cost limits apply too late.

## Flagged
```json
{
  "models": {
    "gpt-4": {
      "type": "chat",
      "endpoint": "http://gpt.models.svc/v1/chat/completions",
      "pricing": {"unit": "token", "prompt": "0.00003"}
                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ answers of model "gpt-4" cost nothing: "completion" has no price
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
      "pricing": {"unit": "token", "prompt": "0.00003", "completion": "0"}
    },
    "ada": {
      "type": "embedding",
      "endpoint": "http://ada.models.svc/v1/embeddings",
      "pricing": {"unit": "token", "prompt": "0.0000001"}
    }
  }
}
```
## When to ignore
Write `"0"` where a half is free: that is never reported.
## Source
Read in ModelCostCalculator: a rate that is not written adds nothing; not run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.rulekit.rule import EntryContext, Finding, RestsOn, entry_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.deployments import Model

_HALVES = {"prompt": "questions to", "completion": "answers of"}


@entry_rule("models", severity=Severity.WARNING, impact=Impact.UNLIMITED, rests_on=RestsOn(values=True))
def partial_pricing(model: Model, _: EntryContext) -> Iterator[Finding]:
    """Find chat models with a price for one of prompt and completion."""
    pricing = model.pricing
    if model.type != "chat" or not pricing.is_charged or pricing.is_refused:
        return
    missing = [name for name in _HALVES if not pricing.field(name).is_set]
    if len(missing) == 1:
        yield Finding(
            pricing.at,
            f'{_HALVES[missing[0]]} model "{model.name}" cost nothing: "{missing[0]}" has no price',
            help=f'Write the price of "{missing[0]}", or "0" if it is free.',
        )
