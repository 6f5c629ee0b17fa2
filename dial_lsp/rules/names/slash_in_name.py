"""A `/` in the name of an entry.

Since 0.47 Core leaves out entries whose name has a slash, with a line in its log: the deployment, route or role is not
there. Names of API keys are exempt.

## Flagged
```json
{
  "models": {
    "openai/gpt-4": {"type": "chat", "endpoint": "http://gpt.models.svc/v1/chat/completions"}
    ^^^^^^^^^^^^^^ Core drops "openai/gpt-4" from "models" because of the slash in its name
  }
}
```
## Accepted
```json
{
  "models": {
    "openai-gpt-4": {"type": "chat", "endpoint": "http://gpt.models.svc/v1/chat/completions"}
  }
}
```
## Fix
A name with dashes is offered, for the entry and wherever the config names it. Clients must use the new name too.
## Source
ConfigPostProcessor: "Dropping ... entry with slash-keyed name". Observed on Core's own classes.
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


@rule(severity=Severity.ERROR, impact=Impact.ENTRY_DROPPED)
def slash_in_name(context: Context) -> Iterator[Finding]:
    """Find entries that Core drops because of a slash."""
    for entry, name in named_with(context.config, "slash"):
        new = usable(name)
        yield Finding(
            Place(entry, (), "key"),
            f'Core drops "{name}" from "{entry.section}" because of the slash in its name',
            help="Use another character, such as a dash.",
            offers=(Offer(f'Rename it to "{new}"', renamed(context.references, entry, new)),) if new else (),
        )
