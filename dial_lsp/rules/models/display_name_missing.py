"""A deployment without a name for people.

Clients show `displayName`; without it they show the id, which is made for programs.

## Flagged
```json
{
  "models": {
    "gpt-4-0613": {"type": "chat", "endpoint": "http://gpt.models.svc/v1/chat/completions"}
    ^^^^^^^^^^^^ model "gpt-4-0613" has no displayName, so people see this id
  }
}
```
## Accepted
```json
{
  "models": {
    "gpt-4-0613": {
      "type": "chat",
      "displayName": "GPT-4",
      "endpoint": "http://gpt.models.svc/v1/chat/completions"
    }
  }
}
```
## Source
DIAL's documentation of `displayName`; DIAL Admin requires one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.rulekit.rule import EntryContext, Finding, entry_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.deployments import (
        Deployment,
    )


@entry_rule(
    "models",
    "applications",
    "toolsets",
    severity=Severity.HINT,
    impact=Impact.ADVICE,
    tags=("catalog",),
    profile="strict",
)
def display_name_missing(deployment: Deployment, _context: EntryContext) -> Iterator[Finding]:
    """Find deployments people choose from that have no name for them."""
    written = deployment.field("displayName")
    if not (written.raw if written.is_set else None):
        yield Finding(
            deployment.at.key(),
            f'{deployment.KIND} "{deployment.name}" has no displayName, so people see this id',
            help='Write a "displayName".',
        )
