"""A value that is neither true nor false where a truth value is read.

Core takes `true` and `false`, also in quotes and as `True` or `TRUE`, and whole numbers. `"yes"`, `"on"`, `"1"` or
`1.0` make it refuse the whole file.

## Flagged
```json
{
  "models": {
    "gpt-4": {
      "type": "chat",
      "endpoint": "http://gpt.models.svc/v1/chat/completions",
      "forwardAuthToken": "yes"
                          ^^^^^ "yes" is neither true nor false; Core refuses the whole file
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
      "forwardAuthToken": true
    }
  }
}
```
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


@entry_rule(severity=Severity.ERROR, impact=Impact.FILE_REJECTED)
def invalid_boolean(value: Value, context: EntryContext) -> Iterator[Finding]:
    """Find values Core cannot read as true or false."""
    yield from shape_findings("invalid-boolean", value, context)
