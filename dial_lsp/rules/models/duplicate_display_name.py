"""Two deployments that look the same to people.

Clients list deployments by `displayName` and `displayVersion`. Of two with the same text nobody can tell which is
which.

## Flagged
```json
{
  "models": {
    "gpt-4": {
      "type": "chat",
      "displayName": "GPT-4",
      "endpoint": "http://gpt-a.svc/v1/chat/completions"
    },
    "gpt-4o": {
      "type": "chat",
      "displayName": "GPT-4",
                     ^^^^^^^ model "gpt-4" is shown as "GPT-4" too
      "endpoint": "http://gpt-b.svc/v1/chat/completions"
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
      "displayName": "GPT-4",
      "displayVersion": "0613",
      "endpoint": "http://gpt-a.svc/v1/chat/completions"
    },
    "gpt-4o": {
      "type": "chat",
      "displayName": "GPT-4",
      "displayVersion": "omni",
      "endpoint": "http://gpt-b.svc/v1/chat/completions"
    }
  }
}
```
## When to ignore
Where callers are admitted to only one of them.
## Source
DIAL's documentation of `displayName`; DIAL Admin refuses the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.rule import Context, Finding, Note, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.deployments import (
        Deployment,
    )


@rule(severity=Severity.INFORMATION, impact=Impact.ADVICE)
def duplicate_display_name(context: Context) -> Iterator[Finding]:
    """Find names and versions that an earlier deployment of the same kind is shown by."""
    first: dict[tuple[str, str, str], Deployment] = {}
    for deployment in context.config.deployments:
        name = deployment.field("displayName")
        if name.is_blank or deployment.KIND == "interceptor" or not isinstance(name.raw, str):
            continue
        version = deployment.field("displayVersion").text or ""
        other = first.setdefault((deployment.KIND, name.raw, version), deployment)
        if other is not deployment:
            yield Finding(
                name.at,
                f'{other.KIND} "{other.name}" is shown as "{name.raw}" too',
                help="Give them different names or versions.",
                notes=(Note(other.field("displayName").at, "the other one"),),
            )
