"""A number that picks a value by its position.

Where a word is expected Core takes a number as the position in its list of values, counted from 0. A later Core that
adds a value in between reads another one.

## Flagged
```json
{
  "models": {
    "ada": {"type": 2, "endpoint": "http://ada.models.svc/v1/embeddings"}
                    ^ 2 picks "embedding" by its position
  }
}
```
## Accepted
```json
{
  "models": {
    "ada": {"type": "embedding", "endpoint": "http://ada.models.svc/v1/embeddings"}
  }
}
```
## Fix
The value at that position is offered.
## Source
Jackson reads whole numbers, also in quotes, as ordinals. Observed on Core's own configuration classes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.rule import EntryContext, Finding, entry_rule
from dial_lsp.shapes import shape_findings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.values import Value


@entry_rule(severity=Severity.WARNING, impact=Impact.ADVICE)
def enum_ordinal(value: Value, context: EntryContext) -> Iterator[Finding]:
    """Find positions where a value should be named."""
    yield from shape_findings("enum-ordinal", value, context, advice=Severity.WARNING)
