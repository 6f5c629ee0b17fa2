"""A known member in a spelling that Core does not read.

Member names are case-sensitive, and which of `camelCase` and `snake_case` works differs from object to object: models
take `displayName` and `display_name`, an application takes `responses_endpoint` only, a model `responsesEndpoint`
only. In any other spelling the member is unknown, and Core refuses the whole file.

## Flagged
```json
{
  "models": {
    "gpt-4": {
      "type": "chat",
      "endpoint": "http://gpt.models.svc/v1/chat/completions",
      "DisplayName": "GPT-4",
      ^^^^^^^^^^^^^ "DisplayName" is written "displayName" in a model; Core refuses the whole file
      "max-retry-attempts": 3
      ^^^^^^^^^^^^^^^^^^^^ "max-retry-attempts" is written "maxRetryAttempts" in a model; Core refuses the whole file
    }
  }
}
```
```json
{
  "roles": {
    "analyst": {"cost_limit": {"day": 10}}
                ^^^^^^^^^^^^ "cost_limit" is written "costLimit" in a role; Core refuses the whole file
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
      "displayName": "GPT-4",
      "max_retry_attempts": 3
    }
  }
}
```
## Fix
The member is renamed to the spelling that Core reads.
## Source
Jackson matches names exactly; the aliases are those of Core's classes. Observed on Core's own configuration classes.
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
def misspelt_case(value: Value, context: EntryContext) -> Iterator[Finding]:
    """Find members that differ from a field's name only in case or in dashes and underscores."""
    yield from shape_findings("misspelt-case", value, context, safe=True)
