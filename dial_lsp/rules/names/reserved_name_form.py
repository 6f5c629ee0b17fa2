"""A name of the form Core keeps for entities of its own storage.

Entities that the Configuration API stores are named `<section>/<bucket>/<name>`. Since 0.47 Core refuses a file that
uses the form of its own section in models, interceptors, roles, keys or routes.

## Flagged
```json
{
  "models": {
    "models/public/gpt-4": {"type": "chat", "endpoint": "http://gpt.models.svc/v1/chat/completions"}
    ^^^^^^^^^^^^^^^^^^^^^ names of the form models/<bucket>/<name> are reserved, so Core refuses the whole config
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
The last part of the name is offered, for the entry and wherever the config names it.
## Source
FileConfigStore refuses canonical names. Observed on Core's own classes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.entry_names import named_with, usable
from dial_lsp.model.place import Place
from dial_lsp.renaming import renamed
from dial_lsp.rule import Context, Finding, Offer, rule

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule(severity=Severity.ERROR, impact=Impact.FILE_REJECTED)
def reserved_name_form(context: Context) -> Iterator[Finding]:
    """Find names that look like those of stored entities."""
    for entry, name in named_with(context.config, "reserved"):
        new = "" if entry.section == "keys" else usable(name.split("/", 2)[2])
        yield Finding(
            Place(entry, (), "key"),
            f"names of the form {entry.section}/<bucket>/<name> are reserved, so Core refuses the whole config",
            help="Use a name without slashes.",
            offers=(Offer(f'Rename it to "{new}"', renamed(context.references, entry, new)),) if new else (),
        )
