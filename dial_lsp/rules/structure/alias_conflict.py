"""One field written twice, in two spellings.

For Core's reader two spellings of a field are two members, and the one whose name entered the merged tree last wins.
So lists in the two are not united, and an overlay that repeats the *first* spelling changes a value that then loses:
the override is lost without a word.

## Flagged
```json
{
  "models": {
    "gpt-4": {
      "type": "chat",
      "endpoint": "http://gpt.models.svc/v1/chat/completions",
      "displayName": "GPT-4",
      ^^^^^^^^^^^^^^^^^^^^^^ "displayName" and "display_name" are one field; Core keeps "display_name", the name that
      "display_name": "GPT-4 Turbo"
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
      "display_name": "GPT-4 Turbo"
    }
  }
}
```
## Fix
The member that loses is deleted.
## Source
Observed on Core's own configuration classes: the place of a name is that of its first appearance.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.rule import EntryContext, Finding, RestsOn, entry_rule
from dial_lsp.shapes import shape_findings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.values import Value


@entry_rule(severity=Severity.WARNING, impact=Impact.NO_EFFECT, rests_on=RestsOn(parts_of_texts=True))
def alias_conflict(value: Value, context: EntryContext) -> Iterator[Finding]:
    """Find fields that two members of an object set."""
    yield from shape_findings("alias-conflict", value, context, sure=("",))
