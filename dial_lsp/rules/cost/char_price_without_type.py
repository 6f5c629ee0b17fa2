"""Prices for characters in a model that does not say it is for chat.

For the unit `char_without_whitespace` Core reads the texts out of the request, and the type of the model tells it
where they are. A model without `type: chat` is read like one for embeddings: the cost of chat calls cannot be computed,
and their tokens are not counted either.

## Flagged
```json
{
  "models": {
    "gemini": {
      "endpoint": "http://gemini.models.svc/v1/chat/completions",
      "pricing": {"unit": "char_without_whitespace", "prompt": "0.0000005"}
                          ^^^^^^^^^^^^^^^^^^^^^^^^^ characters are counted by the type of the model, which "gemini" does not have
    }
  }
}
```
## Accepted
```json
{
  "models": {
    "gemini": {
      "type": "chat",
      "endpoint": "http://gemini.models.svc/v1/chat/completions",
      "pricing": {"unit": "char_without_whitespace", "prompt": "0.0000005"}
    }
  }
}
```
## Fix
Writing the type is offered.
## Source
ModelCostCalculator chooses how to read a request by the model's type; read in the source, not run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.change import Change, Insert, Replace
from dial_lsp.rule import EntryContext, Finding, Offer, entry_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.deployments import (
        Model,
    )


@entry_rule("models", severity=Severity.WARNING, impact=Impact.UNLIMITED)
def char_price_without_type(model: Model, _context: EntryContext) -> Iterator[Finding]:
    """Find prices for characters where the type is missing."""
    unit = model.pricing.unit
    if unit.text == "char_without_whitespace" and not model.field("type").is_set:
        yield Finding(
            unit.at,
            f'characters are counted by the type of the model, which "{model.name}" does not have',
            help='Write "type": "chat".',
            offers=(Offer('Write "type": "chat"', (_write(model),)),),
        )


def _write(model: Model) -> Change:
    written = model.field("type")
    return Replace(written.at, "chat") if written.exists else Insert(model.at, "type", "chat")
