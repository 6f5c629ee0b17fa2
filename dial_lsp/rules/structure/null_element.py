"""A null in a list.

Core keeps a null among the elements. In the upstreams of a model it refuses the whole file because of it, in the paths
of a route every request that gets so far fails, elsewhere the null matches nothing.

## Flagged
```json
{
  "models": {
    "gpt-4": {
      "type": "chat",
      "endpoint": "http://gpt.models.svc/v1/chat/completions",
      "upstreams": [{"endpoint": "http://gpt.azure.svc/openai"}, null]
                                                                 ^^^^ null is no element of this list; Core refuses
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
      "upstreams": [{"endpoint": "http://gpt.azure.svc/openai"}]
    }
  }
}
```
## Fix
The element is deleted.
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
def null_element(value: Value, context: EntryContext) -> Iterator[Finding]:
    """Find null among the elements of a list."""
    yield from shape_findings("null-element", value, context)
