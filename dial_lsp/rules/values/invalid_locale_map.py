"""A locale map with something else than text.

Since 0.47 `displayName`, `description` and `intro` may be maps from locale to text. An object or list as one of the
texts makes Core's reader lose its place: depending on what follows it refuses the file, or members inside the map leak
out.

## Flagged
```json
{
  "models": {
    "gpt-4": {
      "type": "chat",
      "endpoint": "http://gpt.models.svc/v1/chat/completions",
      "displayName": {"en": {"short": "GPT"}, "de": "GPT-4"}
                            ^^^^^^^^^^^^^^^^ an object stands where text is expected; Core refuses the whole file
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
      "displayName": {"en": "GPT-4", "de": "GPT-4"}
    }
  }
}
```
## Source
LocalizedValueDeserializer. Observed on Core's own configuration classes.
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
def invalid_locale_map(value: Value, context: EntryContext) -> Iterator[Finding]:
    """Find objects and lists among the texts of a locale map."""
    yield from shape_findings("invalid-locale-map", value, context)
