"""A secret written into the file.

Core has no vault: keys of upstreams, client secrets and secret extra data stand in this file as they are, and so in
every copy of it, in version control and in backups. Filled in at deployment they do not.

## Flagged
```json
{
  "models": {
    "gpt-4": {
      "type": "chat",
      "endpoint": "http://adapter.svc/chat/completions",
      "upstreams": [{"endpoint": "https://gpt.example.com/openai", "key": "9fJq2LmZ8xW4tR7v"}]
                                                                          ^^^^^^^^^^^^^^^^^^ a secret in plain text: everybody who sees this file has it
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
      "endpoint": "http://adapter.svc/chat/completions",
      "upstreams": [{"endpoint": "https://gpt.example.com/openai", "key": "${GPT_KEY}"}]
    }
  }
}
```
## When to ignore
Where the file is made at deployment and never stored. API keys of DIAL are not reported: Core reads them nowhere else.
## Source
FileConfigStore reads the file as it is: no variables, no vault.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.placeholders import is_unfilled
from dial_lsp.model.secrets import secret_values
from dial_lsp.rule import WRITTEN, EntryContext, Finding, entry_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.values import Value


@entry_rule(severity=Severity.WARNING, impact=Impact.EXPOSED, profile="strict", rests_on=WRITTEN)
def secret_in_plain_text(value: Value, _context: EntryContext) -> Iterator[Finding]:
    """Find secrets of upstreams, toolsets and external services that are no placeholders."""
    if value.entry.section == "keys":
        return
    for secret in secret_values(value):
        if secret.raw.strip() and not is_unfilled(secret.raw):
            yield Finding(
                secret.at,
                "a secret in plain text: everybody who sees this file has it",
                help="Write a placeholder such as ${NAME}, and fill it in when the file is deployed.",
            )
