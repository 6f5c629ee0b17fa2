"""A `name` inside an entry.

The name of a deployment, route or role is the name of its entry. Core accepts a field `name` and overwrites it.

## Flagged
```json
{
  "models": {
    "gpt-4": {"name": "GPT 4", "type": "chat", "endpoint": "http://gpt.models.svc/v1/chat/completions"}
              ^^^^^^ Core overwrites this name with "gpt-4", the name of the entry
  }
}
```
## Accepted
```json
{
  "models": {
    "gpt-4": {"displayName": "GPT 4", "type": "chat", "endpoint": "http://gpt.models.svc/v1/chat/completions"}
  }
}
```
## Fix
The field is deleted.
## Source
ConfigPostProcessor sets the name of each entry. Observed on Core's own classes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.change import Remove
from dial_lsp.rulekit.rule import EntryContext, Finding, Offer, entry_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.values import Value

_NAMED = ("models", "applications", "toolsets", "interceptors", "routes", "roles")


@entry_rule(*_NAMED, severity=Severity.HINT, impact=Impact.NO_EFFECT, profile="strict")
def ignored_name(value: Value, _context: EntryContext) -> Iterator[Finding]:
    """Find fields that Core overwrites with the name of the entry."""
    name = value.member("name")
    if name.exists and not isinstance(name.raw, dict | list):
        yield Finding(
            name.at.key(),
            f'Core overwrites this name with "{value.entry.name}", the name of the entry',
            help='Delete it; what users see is "displayName".',
            offers=(Offer("Delete the field", (Remove(name.at),), safe=True),),
            tags=frozenset({"unnecessary"}),
        )
