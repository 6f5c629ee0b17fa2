"""Null or empty text where a number or a truth value is read.

Core reads both as 0 or false, not as the default. For a limit that means "nothing is allowed", for `weight` that the
upstream is never used, for `maxRetryAttempts` that every call fails. Leave the member out for the default.

## Flagged
```json
{
  "roles": {
    "analyst": {"limits": {"gpt-4": {"minute": null, "day": 1000000}}}
                                     ^^^^^^^^^^^^^^ null is read as 0, not as the default (no limit)
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
      "maxRetryAttempts": ""
      ^^^^^^^^^^^^^^^^^^^^^^ "" is read as 0, not as the default (5)
    }
  }
}
```
## Accepted
```json
{
  "roles": {
    "analyst": {"limits": {"gpt-4": {"day": 1000000}}}
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
      "forwardAuthToken": false
    }
  }
}
```
## Fix
The member is deleted; for a limit that means unlimited.
## Source
Jackson's primitives take null as 0. Observed on Core's own configuration classes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.rule import EntryContext, Finding, entry_rule
from dial_lsp.shapes import shape_findings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.values import Value


@entry_rule(severity=Severity.ERROR, impact=Impact.CALL_FAILS)
def null_number(value: Value, context: EntryContext) -> Iterator[Finding]:
    """Find null and empty text in fields that cannot hold nothing."""
    yield from shape_findings("null-number", value, context)
