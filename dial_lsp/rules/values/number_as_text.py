"""A number written as text.

Core reads it as the number, so nothing is wrong; other readers of the file may not be so kind.

## Flagged
```json
{
  "roles": {
    "analyst": {"limits": {"gpt-4": {"minute": "100000"}}}
                                               ^^^^^^^^ "100000" is a number written as text
  },
  "models": {
    "gpt-4": {"type": "chat", "endpoint": "http://gpt.models.svc/v1/chat/completions"}
  }
}
```
## Accepted
```json
{
  "roles": {
    "analyst": {"limits": {"gpt-4": {"minute": 100000}}}
  },
  "models": {
    "gpt-4": {"type": "chat", "endpoint": "http://gpt.models.svc/v1/chat/completions"}
  }
}
```
```json
{
  "models": {
    "gpt-4": {
      "type": "chat",
      "endpoint": "http://gpt.models.svc/v1/chat/completions",
      "pricing": {"unit": "token", "prompt": "0.00001"}
    }
  }
}
```
## Fix
The quotes go.
## Source
Jackson's scalar coercion; observed on Core's own configuration classes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.rule import EntryContext, Finding, entry_rule
from dial_lsp.shapes import shape_findings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.values import Value


@entry_rule(severity=Severity.HINT, impact=Impact.ADVICE)
def number_as_text(value: Value, context: EntryContext) -> Iterator[Finding]:
    """Find numbers in quotes."""
    yield from shape_findings("number-as-text", value, context, safe=True, advice=Severity.HINT)
