"""A word that is none of the field's values.

Fields with a fixed set of values take these in any letter case; another word, or empty text, makes Core refuse the
whole file. The interfaces of a translator and the mode of an interface are known by their JSON values only.

## Flagged
```json
{
  "models": {
    "gpt-4": {
      "type": "chats",
              ^^^^^^^ "chats" is not one of the values Core knows here; Core refuses the whole file
      "endpoint": "http://gpt.models.svc/v1/chat/completions"
    }
  }
}
```
```json
{
  "toolsets": {
    "search": {"endpoint": "http://search.tools.svc/mcp", "transport": "streamable-http"}
                                                                       ^^^^^^^^^^^^^^^^^ "streamable-http" is not one
  }
}
```
## Accepted
```json
{
  "models": {
    "gpt-4": {
      "type": "CHAT",
      "endpoint": "http://gpt.models.svc/v1/chat/completions"
    }
  }
}
```
## Fix
The nearest values are offered.
## Source
Enumerations of Core's classes, read with case-insensitive values. Observed on Core's own configuration classes.
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
def invalid_enum(value: Value, context: EntryContext) -> Iterator[Finding]:
    """Find words a field does not have."""
    yield from shape_findings("invalid-enum", value, context)
