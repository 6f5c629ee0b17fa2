"""A single value where a list belongs.

Core does not wrap a single value into a list: it refuses the whole file.

## Flagged
```json
{
  "models": {
    "gpt-4": {
      "type": "chat",
      "endpoint": "http://gpt.models.svc/v1/chat/completions",
      "descriptionKeywords": "fast"
                             ^^^^^^ text stands where a list is expected; Core refuses the whole file
    }
  }
}
```
```json
{
  "globalInterceptors": "audit",
                        ^^^^^^^ text stands where a list is expected; Core refuses the whole file
  "interceptors": {"audit": {"endpoint": "http://audit.svc/chat/completions"}}
}
```
## Accepted
```json
{
  "models": {
    "gpt-4": {
      "type": "chat",
      "endpoint": "http://gpt.models.svc/v1/chat/completions",
      "descriptionKeywords": ["fast"]
    }
  }
}
```
## Fix
The value is wrapped into a list.
## Source
ACCEPT_SINGLE_VALUE_AS_ARRAY of Jackson, which Core leaves off. Observed on Core's own configuration classes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.rule import EntryContext, Finding, RestsOn, entry_rule
from dial_lsp.shapes import shape_findings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.values import Value


@entry_rule(severity=Severity.ERROR, impact=Impact.FILE_REJECTED, rests_on=RestsOn(parts_of_texts=True))
def scalar_for_array(value: Value, context: EntryContext) -> Iterator[Finding]:
    """Find scalars where a list is needed."""
    yield from shape_findings("scalar-for-array", value, context, safe=True)
