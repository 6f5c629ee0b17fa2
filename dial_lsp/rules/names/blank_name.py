"""An entry without a name.

Core accepts an empty name, or one of blanks, but nobody can ask for the entry: no url holds it, and no list that means
anything names it.

## Flagged
```json
{
  "models": {
    "": {"type": "chat", "endpoint": "http://gpt.models.svc/v1/chat/completions"}
    ^^ an entry of "models" has no name, so nobody can ask for it
  }
}
```
## Accepted
```json
{
  "models": {
    "gpt-4": {"type": "chat", "endpoint": "http://gpt.models.svc/v1/chat/completions"}
  }
}
```
## Source
Names are part of the url (/openai/deployments/NAME/...). Observed on Core's own classes: blank names load.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.entry_names import named_with
from dial_lsp.model.place import Place
from dial_lsp.rule import Context, Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule(severity=Severity.ERROR, impact=Impact.CALL_FAILS)
def blank_name(context: Context) -> Iterator[Finding]:
    """Find entries whose name is empty or blank."""
    for entry, _ in named_with(context.config, "blank"):
        message = f'an entry of "{entry.section}" has no name, so nobody can ask for it'
        yield Finding(Place(entry, (), "key"), message, help="Give it a name.")
