"""A status that Core retries anyway.

After 429, 502, 503 and 504 Core always tries the next upstream; `retriableErrorCodes` adds others to these.

## Flagged
```json
{
  "retriableErrorCodes": [500, 503]
                               ^^^ Core retries 503 anyway
}
```
## Accepted
```json
{
  "retriableErrorCodes": [500]
}
```
## Fix
The status is deleted.
## Source
BaseDeploymentPostController has these four built in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.change import Remove
from dial_lsp.model.retries import BUILT_IN, retriable_codes
from dial_lsp.rule import EntryContext, Finding, Offer, entry_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.values import Value


@entry_rule("retriableErrorCodes", severity=Severity.INFORMATION, impact=Impact.NO_EFFECT)
def redundant_retriable_code(value: Value, _: EntryContext) -> Iterator[Finding]:
    """Find statuses that are retried without being named."""
    for code, element in retriable_codes(value):
        if code in BUILT_IN:
            offer = Offer("Delete it", (Remove(element.at),), safe=True)
            yield Finding(element.at, f"Core retries {code} anyway", help="Delete it.", offers=(offer,))
