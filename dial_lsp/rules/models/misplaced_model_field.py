"""A field that means nothing for this type of model.

`embeddingDimensions` tells clients how long the vectors of an embedding model are, `maxCompletionTokens` how long the
answers of all others may be. For the other type nobody reads it.

## Flagged
```json
{
  "models": {
    "gpt-4": {
      "type": "chat",
      "endpoint": "http://gpt.models.svc/v1/chat/completions",
      "embeddingDimensions": 1536
      ^^^^^^^^^^^^^^^^^^^^^ this means nothing for a model of type chat
    }
  }
}
```
## Accepted
```json
{
  "models": {
    "ada": {"type": "embedding", "endpoint": "http://ada.models.svc/v1/embeddings", "embeddingDimensions": 1536}
  }
}
```
## Fix
The member is deleted.
## Source
DIAL's documentation of `models`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.change import Remove
from dial_lsp.rule import WRITTEN, EntryContext, Finding, Offer, entry_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.deployments import (
        Model,
    )


@entry_rule("models", severity=Severity.HINT, impact=Impact.NO_EFFECT, rests_on=WRITTEN)
def misplaced_model_field(model: Model, _context: EntryContext) -> Iterator[Finding]:
    """Find fields of embedding models in others, and the reverse."""
    if model.type is None:
        return
    completion = model.token_limits.field("maxCompletionTokens")
    written = completion if model.type == "embedding" else model.field("embeddingDimensions")
    if written.is_set:
        yield Finding(
            written.at.key(),
            f"this means nothing for a model of type {model.type}",
            help="Delete it, or correct the type.",
            offers=(Offer("Delete it", (Remove(written.at.member()),), safe=True),),
            tags=frozenset({"unnecessary"}),
        )
