"""A member that Core computes itself.

Some members exist in Core's answers only. In the file they are read and dropped: `invalid` of an application,
`mergedRoles` of an API key, `positive` of a limit. Whatever the file says there has no effect.

## Flagged
```json
{
  "applications": {
    "search": {
      "endpoint": "http://search.apps.svc/chat/completions",
      "invalid": true
      ^^^^^^^^^^^^^^^ Core computes "invalid" itself and drops what the file says
    }
  }
}
```
## Accepted
```json
{
  "applications": {
    "search": {"endpoint": "http://search.apps.svc/chat/completions"}
  }
}
```
## Fix
The member is deleted.
## Source
Read-only and ignored properties of Core's classes. Observed on Core's own configuration classes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.rule import EntryContext, Finding, entry_rule
from dial_lsp.shapes import shape_findings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.values import Value


@entry_rule(severity=Severity.WARNING, impact=Impact.NO_EFFECT)
def ignored_field(value: Value, context: EntryContext) -> Iterator[Finding]:
    """Find members whose value Core drops."""
    yield from shape_findings("ignored-field", value, context, sure=("",))
