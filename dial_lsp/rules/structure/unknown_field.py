"""A member that Core does not know.

Only the root of the file ignores names it does not know. Anywhere deeper one unknown member makes Core refuse the
whole file: at start it does not come up, on a reload it keeps the previous config. A null value does not help, and a
later file cannot take the member away again. Free maps such as `defaults` or `defaultHeaders` take any name.

Core 0.48 is the newest release whose fields are known, besides some of the line after it. If your Core is newer and its
documentation has the field, suppress this finding; with the setting `core-version` you ask about a release.

## Flagged
```json
{
  "models": {
    "gpt-4": {
      "type": "chat",
      "endpoint": "http://gpt.models.svc/v1/chat/completions",
      "displayNmae": "GPT-4"
      ^^^^^^^^^^^^^ a model has no field "displayNmae" (unknown to Core up to 0.48); Core refuses the whole file
    }
  }
}
```
```json
{
  "roles": {
    "analyst": {"limits": {"gpt-4": {"minute": 100000, "hour": 5000}}}
                                                       ^^^^^^ a limit has no field "hour"; Core refuses the whole file
  },
  "models": {
    "gpt-4": {"type": "chat", "endpoint": "http://gpt.models.svc/v1/chat/completions"}
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
      "displayName": "GPT-4",
      "defaults": {"anything": 1}
    }
  }
}
```
## Fix
The nearest known names are offered; none is chosen without asking.
## Source
FAIL_ON_UNKNOWN_PROPERTIES of Jackson, which Core leaves on; only Config and RateLimitSchedule are lenient. Observed on
Core's own configuration classes.
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
def unknown_field(value: Value, context: EntryContext) -> Iterator[Finding]:
    """Find members no field reads."""
    yield from shape_findings("unknown-field", value, context)
