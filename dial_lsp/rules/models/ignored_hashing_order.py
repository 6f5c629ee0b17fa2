"""A field of caching that Core no longer reads.

`fieldsHashingOrder` once said what the cache of prompts is keyed by. Core accepts it and ignores it.

## Flagged
```json
{
  "models": {
    "gpt-4": {
      "type": "chat",
      "endpoint": "http://gpt.models.svc/v1/chat/completions",
      "fieldsHashingOrder": ["prefix.body.tools"]
      ^^^^^^^^^^^^^^^^^^^^ deprecated: Core accepts this and ignores it
    }
  }
}
```
## Accepted
```json
{
  "models": {
    "gpt-4": {"type": "chat", "endpoint": "http://gpt.models.svc/v1/chat/completions"}
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
from dial_lsp.rule import EntryContext, Finding, Offer, entry_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.deployments import (
        Model,
    )


@entry_rule("models", severity=Severity.HINT, impact=Impact.NO_EFFECT)
def ignored_hashing_order(model: Model, _context: EntryContext) -> Iterator[Finding]:
    """Find the deprecated field."""
    written = model.field("fieldsHashingOrder")
    if written.exists:
        yield Finding(
            written.at.key(),
            "deprecated: Core accepts this and ignores it",
            help="Delete it.",
            offers=(Offer("Delete it", (Remove(written.at.member()),), safe=True),),
            tags=frozenset({"deprecated"}),
        )
