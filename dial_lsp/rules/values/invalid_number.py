"""Text that is no whole number where one is read.

Core reads digits in quotes as a number, and nothing else: `"10k"`, `"1,000"`, `"1.5"` or `"1e3"` make it refuse the
whole file.

## Flagged
```json
{
  "roles": {
    "analyst": {"limits": {"gpt-4": {"minute": "100k", "day": "1,000,000"}}}
                                               ^^^^^^ "100k" is not a whole number; Core refuses the whole file
                                                              ^^^^^^^^^^^ "1,000,000" is not a whole number; Core
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
    "analyst": {"limits": {"gpt-4": {"minute": 100000, "day": "1000000"}}}
  },
  "models": {
    "gpt-4": {"type": "chat", "endpoint": "http://gpt.models.svc/v1/chat/completions"}
  }
}
```
## Fix
Where the number meant is clear it is offered.
## Source
Jackson's number parsing, observed on Core's own configuration classes.
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
def invalid_number(value: Value, context: EntryContext) -> Iterator[Finding]:
    """Find text that Core cannot read as a number."""
    yield from shape_findings("invalid-number", value, context)
