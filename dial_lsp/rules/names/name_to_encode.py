"""The name of a deployment that clients must encode.

The name is part of the url that clients call. Blanks, `%`, `?`, `#`, `;` and the backslash mean something else there
unless they are percent-encoded, which not every client does.

## Flagged
```json
{
  "models": {
    "gpt 4": {"type": "chat", "endpoint": "http://gpt.models.svc/v1/chat/completions"}
    ^^^^^^^ clients must call this name as "gpt%204"
  }
}
```
## Accepted
```json
{
  "models": {
    "claude-opus-4-8[1m]": {"type": "chat", "endpoint": "http://claude.models.svc/v1/chat/completions"}
  }
}
```
## Fix
A name with dashes is offered, for the entry and wherever the config names it. Clients must use the new name too.
## Source
Core's paths are /openai/deployments/NAME/...; DIAL Admin refuses such names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.entry_names import named_with, usable
from dial_lsp.model.place import Place
from dial_lsp.names.renaming import renamed
from dial_lsp.rulekit.rule import Context, Finding, Offer, rule

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule(severity=Severity.INFORMATION, impact=Impact.ADVICE, profile="strict")
def name_to_encode(context: Context) -> Iterator[Finding]:
    """Find names of deployments with characters that urls reserve."""
    for entry, name in named_with(context.config, "to encode"):
        new = usable(name)
        yield Finding(
            Place(entry, (), "key"),
            f'clients must call this name as "{quote(name, safe="@:[]()", errors="replace")}"',
            help="Use letters, digits, dots, dashes and underscores.",
            offers=(Offer(f'Rename it to "{new}"', renamed(context.references, entry, new)),) if new else (),
        )
