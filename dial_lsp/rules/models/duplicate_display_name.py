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
from dial_lsp.model.config import typed
from dial_lsp.model.entry_words import KIND_WORDS
from dial_lsp.rulekit.rule import Context, Finding, Note, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.deployments import Deployment
    from dial_lsp.model.place import ConfigSection


@rule(severity=Severity.INFORMATION, impact=Impact.ADVICE, tags=("catalog",), profile="strict")
def duplicate_display_name(context: Context) -> Iterator[Finding]:
    """Find names and versions that an earlier deployment of the same kind is shown by."""
    for section in ("models", "applications", "toolsets"):
        first: dict[tuple[str, str], str] = {}
        for name, shown in context.config.gathered(section, _shown, digest=tuple).items():
            other = first.setdefault(shown, name)
            if other != name:
                yield _finding(context.config.sections[section], other, name)


def _shown(deployment: Deployment) -> tuple[str, str] | None:
    """The name and version a deployment is shown by."""
    name = deployment.field("displayName")
    if name.is_blank or not isinstance(name.raw, str):
        return None
    return name.raw, deployment.field("displayVersion").text or ""


def _finding(section: ConfigSection, first: str, second: str) -> Finding:
    name, other = (typed(section.every[one]).field("displayName") for one in (second, first))
    return Finding(
        name.at,
        f'{KIND_WORDS[section.name]} "{first}" is shown as "{name.raw}" too',
        help="Give them different names or versions.",
        notes=(Note(other.at, "the same name"),),
    )
