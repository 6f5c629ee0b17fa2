"""A condition of a price that Core cannot read.

Since 0.48 a price may be a decision tree. The value of a condition is text or a number, and text fields such as
`serviceTier` and `ttl` have no order: `<` or `>=` on them makes Core refuse the whole file. A JSON path that begins
with `$` may be compared.

## Flagged
```json
{
  "models": {
    "gpt-4": {
      "type": "chat",
      "endpoint": "http://gpt.models.svc/v1/chat/completions",
      "pricing": {
        "unit": "token",
        "prompt": {
          "test": {"field": "serviceTier", "operator": ">", "value": "flex"},
                                                       ^^^ "serviceTier" is text and has no order, so > does not work;
          "ifTrue": "0.00001",
          "ifFalse": "0.00002"
        }
      }
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
      "pricing": {
        "unit": "token",
        "prompt": {
          "test": {"field": "promptTokens", "operator": ">", "value": 200000},
          "ifTrue": "0.00002",
          "ifFalse": "0.00001"
        }
      }
    }
  }
}
```
## Source
Condition and ValidConditionValidator. Observed on Core's own configuration classes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.rule import EntryContext, Finding, entry_rule
from dial_lsp.shapes import shape_findings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.values import Value


@entry_rule(severity=Severity.ERROR, impact=Impact.FILE_REJECTED)
def invalid_condition(value: Value, context: EntryContext) -> Iterator[Finding]:
    """Find conditions Core refuses."""
    yield from shape_findings("invalid-condition", value, context)
