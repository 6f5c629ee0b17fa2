"""A section that is null.

A section of named entries must be an object: with `"models": null` Core refuses the whole file. `globalInterceptors`
and `retriableErrorCodes` load as null, and then requests fail that need them.

## Flagged
```json
{
  "models": null
            ^^^^ null is no value for models; Core refuses the whole file
}
```
```json
{
  "globalInterceptors": null
                        ^^^^ null replaces the empty default, and requests that come here fail
}
```
## Accepted
```json
{
  "models": {},
  "tracing": null
}
```
## Fix
Sections of entries become an empty object.
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
def null_section(value: Value, context: EntryContext) -> Iterator[Finding]:
    """Find sections that are null."""
    yield from shape_findings("null-section", value, context, safe=True)
