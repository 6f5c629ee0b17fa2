"""A name that Core's Configuration API does not take.

The file may hold it, but the entry can never be moved to the storage that the API and DIAL Admin write to: there a
name has letters, digits and `. _ % : @ [ ] ( ) -` only.

## Flagged
```json
{
  "roles": {
    "power users": {}
    ^^^^^^^^^^^^^ the name "power users" cannot be moved to Core's Configuration API
  }
}
```
## Accepted
```json
{
  "roles": {
    "power-users": {}
  }
}
```
## Fix
A name with dashes is offered, for the entry and wherever the config names it. Clients and identity providers must use
the new name too.
## When to ignore
When the config stays in files, or an identity provider gives roles of such names.
## Source
ConfigPostProcessor: ENTITY_NAME_PATTERN, which the migration of files checks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.entry_names import named_with, usable
from dial_lsp.model.place import Place
from dial_lsp.names.renaming import renamed
from dial_lsp.rulekit.rule import Context, Finding, Offer, rule

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule(severity=Severity.INFORMATION, impact=Impact.ADVICE, profile="strict")
def unmigratable_name(context: Context) -> Iterator[Finding]:
    """Find names that the Configuration API would refuse."""
    for entry, name in named_with(context.config, "unmigratable"):
        new = usable(name)
        yield Finding(
            Place(entry, (), "key"),
            f'the name "{name}" cannot be moved to Core\'s Configuration API',
            help="Use letters, digits, dots, dashes and underscores.",
            offers=(Offer(f'Rename it to "{new}"', renamed(context.references, entry, new)),) if new else (),
        )
