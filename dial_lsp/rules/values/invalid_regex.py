r"""A path that is no regular expression of Java.

Every path of a route is compiled as a regular expression of Java when the file is read. One that does not compile
makes Core refuse the whole file.

## Flagged
```json
{
  "routes": {
    "files": {"paths": ["/files/(.+"], "response": {"status": 200}}
                        ^^^^^^^^^^^^ "/files/(.+" is not a regular expression in Java's syntax; Core refuses the whole
  }
}
```
## Accepted
```json
{
  "routes": {
    "files": {"paths": ["/files/(.+)", "/v1/\\p{Alpha}++"], "response": {"status": 200}}
  }
}
```
## Source
Route holds java.util.regex.Pattern. Observed on Core's own configuration classes.
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
def invalid_regex(value: Value, context: EntryContext) -> Iterator[Finding]:
    """Find paths that Java would not compile."""
    yield from shape_findings("invalid-regex", value, context)
