"""A number of attachments, and no type of attachment.

Clients offer attachments of the listed types only. Without `inputAttachmentTypes` they offer none, whatever
`maxInputAttachments` says.

## Flagged
```json
{
  "models": {
    "gpt-4": {
      "type": "chat",
      "endpoint": "http://gpt.models.svc/v1/chat/completions",
      "maxInputAttachments": 5
                             ^ no types of attachments are listed, so clients offer none
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
      "inputAttachmentTypes": ["image/*"],
      "maxInputAttachments": 5
    }
  }
}
```
## Fix
Listing images, or all types, is offered.
## Source
DIAL's documentation of `inputAttachmentTypes`: without it no attachments are supported.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.change import Change, Insert, Replace
from dial_lsp.rulekit.rule import EntryContext, Finding, Offer, entry_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.deployments import (
        Deployment,
    )
    from dial_lsp.model.values import Value


@entry_rule("models", "applications", severity=Severity.WARNING, impact=Impact.NO_EFFECT)
def attachments_without_types(deployment: Deployment, _context: EntryContext) -> Iterator[Finding]:
    """Find numbers of attachments that no type goes with."""
    most, types = deployment.field("maxInputAttachments"), deployment.field("inputAttachmentTypes")
    if not most.is_number or most.integer(0) <= 0 or types.raw:
        return
    lists = (("images", "image/*"), ("all types", "*/*"))
    yield Finding(
        most.at,
        "no types of attachments are listed, so clients offer none",
        help='Write "inputAttachmentTypes", such as ["image/*"].',
        offers=tuple(Offer(f"List {words}", (_write(deployment, types, mime),)) for words, mime in lists),
    )


def _write(deployment: Deployment, types: Value, mime: str) -> Change:
    if types.exists:
        return Replace(types.at, [mime])
    return Insert(deployment.at, "inputAttachmentTypes", [mime], after="maxInputAttachments")
