"""A member that the Core you target does not know yet.

A Core older than the member refuses the whole file because of it, so a file written for the newest Core may not load
on yours. The version you target is the setting `core-version`; without it the newest Core is meant and this rule is
silent.

## Flagged
```toml
core-version = "0.37"
```
```json
{
  "models": {
    "gpt-4": {
      "type": "chat",
      "endpoint": "http://gpt.models.svc/v1/chat/completions",
      "responsesEndpoint": "http://gpt.models.svc/v1/responses"
      ^^^^^^^^^^^^^^^^^^^ needs Core 0.42 or newer, you target 0.40; that version refuses the whole file
    }
  }
}
```
```toml
core-version = "0.40"
```
```json
{
  "models": {
    "gpt-4": {
      "type": "chat",
      "endpoint": "http://gpt.models.svc/v1/chat/completions",
      "displayName": {"en": "GPT-4"}
                     ^^^^^^^^^^^^^^^ an object here needs Core 0.47 or newer, you target 0.40; it refuses the whole
    }
  }
}
```
## Accepted
```toml
core-version = "0.42"
```
```json
{
  "models": {
    "gpt-4": {
      "type": "chat",
      "endpoint": "http://gpt.models.svc/v1/chat/completions",
      "responsesEndpoint": "http://gpt.models.svc/v1/responses"
    }
  }
}
```
## Source
The versions are those in which DIAL Admin's mirror of Core's classes introduces each field.
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
def newer_field(value: Value, context: EntryContext) -> Iterator[Finding]:
    """Find members that came after the targeted Core."""
    yield from shape_findings("newer-field", value, context)
