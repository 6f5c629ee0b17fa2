"""A number that does not fit.

Core refuses the whole file over a number beyond 32 bits in fields such as `weight` or 64 bits in limits, written as a
number or as text, and over an `order` of a route below 0.

## Flagged
```json
{
  "roles": {
    "analyst": {"limits": {"gpt-4": {"minute": 9223372036854775808}}}
                                               ^^^^^^^^^^^^^^^^^^^ 9223372036854775808 does not fit into 64 bits; Core
  },
  "models": {
    "gpt-4": {"type": "chat", "endpoint": "http://gpt.models.svc/v1/chat/completions"}
  }
}
```
```json
{
  "routes": {
    "ping": {"paths": ["/ping"], "response": {"status": 200}, "order": -1}
                                                                       ^^ -1 is below 0; Core refuses the whole file
  }
}
```
## Accepted
```json
{
  "roles": {
    "analyst": {"limits": {"gpt-4": {"minute": 9223372036854775807}}}
  },
  "models": {
    "gpt-4": {"type": "chat", "endpoint": "http://gpt.models.svc/v1/chat/completions"}
  }
}
```
## Source
Jackson's range checks and Route: "Order can't be negative". Observed on Core's own configuration classes.
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
def number_out_of_range(value: Value, context: EntryContext) -> Iterator[Finding]:
    """Find numbers outside of what their field holds."""
    yield from shape_findings("number-out-of-range", value, context)
