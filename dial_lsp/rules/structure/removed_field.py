"""A member that the Core you target no longer knows.

Members that Core has dropped are unknown members: it refuses the whole file because of one.

## Flagged
```json
{
  "models": {
    "gpt-4": {
      "type": "chat",
      "endpoint": "http://gpt.models.svc/v1/chat/completions",
      "features": {"addonsSupported": true}
                   ^^^^^^^^^^^^^^^^^^^^^^^ "addonsSupported" is gone since Core 0.46; Core refuses the whole file
    }
  }
}
```
## Accepted
```toml
core-version = "0.25"
```
```json
{
  "models": {
    "gpt-4": {
      "type": "chat",
      "endpoint": "http://gpt.models.svc/v1/chat/completions",
      "features": {"addonsSupported": true}
    }
  }
}
```
## Fix
The member is deleted.
## Source
Observed on Core's own configuration classes.
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
def removed_field(value: Value, context: EntryContext) -> Iterator[Finding]:
    """Find members that went before the targeted Core."""
    yield from shape_findings("removed-field", value, context)
