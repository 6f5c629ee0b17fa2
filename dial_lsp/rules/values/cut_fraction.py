"""A fraction where a whole number is read.

Core cuts the fraction off without a word: `2.7` is 2 and `0.5` is 0, which for a limit means that nothing is allowed
and for a weight that the upstream is never used.

## Flagged
```json
{
  "models": {
    "gpt-4": {
      "type": "chat",
      "endpoint": "http://gpt.models.svc/v1/chat/completions",
      "upstreams": [{"endpoint": "http://gpt.azure.svc/openai", "weight": 1.5}]
                                                                          ^^^ 1.5 is cut to 1
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
      "upstreams": [{"endpoint": "http://gpt.azure.svc/openai", "weight": 1}]
    }
  }
}
```
```json
{
  "roles": {
    "analyst": {"limits": {"gpt-4": {"minute": 1e6}}}
  },
  "models": {
    "gpt-4": {"type": "chat", "endpoint": "http://gpt.models.svc/v1/chat/completions"}
  }
}
```
## Fix
The number Core reads is offered.
## Source
Jackson cuts towards 0; observed on Core's own configuration classes.
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
def cut_fraction(value: Value, context: EntryContext) -> Iterator[Finding]:
    """Find numbers whose fraction Core cuts off."""
    yield from shape_findings("cut-fraction", value, context, advice=Severity.WARNING)
