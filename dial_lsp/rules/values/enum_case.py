"""A value in an unusual letter case.

Core ignores the letter case of such values and blanks around them, so nothing is wrong.

## Flagged
```json
{
  "models": {
    "gpt-4": {"type": "Chat ", "endpoint": "http://gpt.models.svc/v1/chat/completions"}
                      ^^^^^^^ "Chat " is read as "chat"
  }
}
```
## Accepted
```json
{
  "models": {
    "gpt-4": {"type": "chat", "endpoint": "http://gpt.models.svc/v1/chat/completions"}
  }
}
```
## Fix
The usual spelling is written.
## Source
ACCEPT_CASE_INSENSITIVE_ENUMS of Jackson, which Core switches on. Observed on Core's own configuration classes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.rule import EntryContext, Finding, entry_rule
from dial_lsp.shapes import shape_findings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.values import Value


@entry_rule(severity=Severity.HINT, impact=Impact.ADVICE)
def enum_case(value: Value, context: EntryContext) -> Iterator[Finding]:
    """Find values that are not written as usual."""
    yield from shape_findings("enum-case", value, context, safe=True, advice=Severity.HINT)
