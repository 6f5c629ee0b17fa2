"""A name with blanks at its ends.

Core trims nothing: `"gpt-4 "` and `"gpt-4"` are two names. Roles, limits and clients that use the name without the
blank mean something else, or nothing.

## Flagged
```json
{
  "models": {
    "gpt-4 ": {"type": "chat", "endpoint": "http://gpt.models.svc/v1/chat/completions"}
    ^^^^^^^^ the name "gpt-4 " starts or ends with a blank, which is part of it to Core
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
## Fix
The blanks go, from the entry and wherever the config uses the name.
## Source
Observed on Core's own classes: names are compared exactly.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.entry_names import named_with
from dial_lsp.model.place import Place
from dial_lsp.renaming import renamed
from dial_lsp.rule import Context, Finding, Offer, rule

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule(severity=Severity.WARNING, impact=Impact.ADVICE)
def padded_name(context: Context) -> Iterator[Finding]:
    """Find names that start or end with blanks."""
    for entry, name in named_with(context.config, "padded"):
        new = name.strip()
        yield Finding(
            Place(entry, (), "key"),
            f'the name "{name}" starts or ends with a blank, which is part of it to Core',
            help="Delete the blank.",
            offers=(Offer(f'Rename it to "{new}"', renamed(context.references, entry, new)),),
        )
