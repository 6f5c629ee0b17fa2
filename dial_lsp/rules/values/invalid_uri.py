"""A schema id that is no URI.

`applicationTypeSchemaId` and `catalogSchemaId` are read by Java's URI class. What it cannot parse, such as a blank
inside, makes Core refuse the whole file.

## Flagged
```json
{
  "applications": {
    "search": {
      "endpoint": "http://search.apps.svc/chat/completions",
      "catalogSchemaId": "https://example.org/my catalog"
                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ "https://example.org/my catalog" is not a URI; Core refuses
    }
  }
}
```
## Accepted
```json
{
  "applications": {
    "search": {
      "endpoint": "http://search.apps.svc/chat/completions",
      "catalogSchemaId": "https://example.org/my%20catalog"
    }
  }
}
```
## Source
java.net.URI. Observed on Core's own configuration classes.
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
def invalid_uri(value: Value, context: EntryContext) -> Iterator[Finding]:
    """Find ids that Java cannot read as a URI."""
    yield from shape_findings("invalid-uri", value, context)
