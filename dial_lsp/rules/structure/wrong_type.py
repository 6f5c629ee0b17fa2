"""A value of a kind that Core cannot read here.

Core turns numbers and truth values into text where text belongs, and digits in quotes into numbers. Everything else
that is not of the expected kind makes it refuse the whole file: a list for an object, an object for text, text for an
object.

## Flagged
```json
{
  "models": {
    "gpt-4": {
      "type": "chat",
      "endpoint": "http://gpt.models.svc/v1/chat/completions",
      "limits": 8192
                ^^^^ 8192 stands where an object is expected; Core refuses the whole file
    }
  }
}
```
```json
{
  "models": {
    "gpt-4": {
      "type": "chat",
      "endpoint": ["http://gpt.models.svc/v1/chat/completions"]
                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ a list stands where text is expected; Core refuses the
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
      "limits": {"maxTotalTokens": 8192},
      "displayVersion": 4
    }
  }
}
```
## Source
Jackson's coercion rules, observed on Core's own configuration classes.
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
def wrong_type(value: Value, context: EntryContext) -> Iterator[Finding]:
    """Find values of the wrong JSON kind."""
    yield from shape_findings("wrong-type", value, context)
