"""A list or map that is null.

Null replaces the empty default. Core then either refuses the whole file (`upstreams` of a model) or loads it and fails
on every request that looks into the list (`interceptors`, `defaults` of an interface). Leave the member out instead.

## Flagged
```json
{
  "models": {
    "gpt-4": {
      "type": "chat",
      "endpoint": "http://gpt.models.svc/v1/chat/completions",
      "upstreams": null
      ^^^^^^^^^^^^^^^^^ null is not allowed here; Core refuses the whole file
    }
  }
}
```
```json
{
  "models": {
    "gpt-4": {
      "type": "chat",
      "endpoint": "http://gpt.models.svc/v1/chat/completions",
      "interceptors": null
      ^^^^^^^^^^^^^^^^^^^^ null replaces the empty default, and requests that come here fail
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
      "upstreams": [],
      "userRoles": null
    }
  }
}
```
## Fix
The member is deleted, which means the default.
## Source
ConfigPostProcessor walks the upstreams of every model; DeploymentService the interceptors of the called deployment.
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
def null_collection(value: Value, context: EntryContext) -> Iterator[Finding]:
    """Find null where a list or map is needed."""
    yield from shape_findings("null-collection", value, context, safe=True)
