"""A name that is not in lower case with dashes.

DIAL's own names are: `text-embedding-3-large`, `web-search`. Names are compared exactly, so one style for all leaves
less to mistype.

## Flagged
```json
{
  "models": {
    "GPT_4": {"type": "chat", "endpoint": "http://gpt.models.svc/v1/chat/completions"}
    ^^^^^^^ "GPT_4" is not in lower case with dashes, as "gpt-4" would be
  }
}
```
## Accepted
```json
{
  "models": {
    "gpt-4.1": {"type": "chat", "endpoint": "http://gpt.models.svc/v1/chat/completions"}
  }
}
```
## Fix
A name of the style is offered, for the entry and wherever the config names it. Clients must use the new name too.
## When to ignore
When names are given by others: the rule is off by default.
## Source
DIAL's documentation on interceptors and its examples.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.config import DEPLOYMENT_SECTIONS
from dial_lsp.model.entry_names import fault_of, usable
from dial_lsp.model.place import Place
from dial_lsp.renaming import renamed
from dial_lsp.rule import Context, Finding, Offer, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

_STYLE = re.compile(r"[a-z0-9]+(?:[.:@-][a-z0-9]+)*(?:\[[a-z0-9]+\])?")


@rule(severity=Severity.HINT, impact=Impact.ADVICE, profile="strict")
def name_style(context: Context) -> Iterator[Finding]:
    """Find names of deployments and routes in another style."""
    for section in (*DEPLOYMENT_SECTIONS, "routes"):
        found = context.config.sections.get(section)
        for entry in found.entries if found else ():
            name = entry.name or ""
            new = usable(name.lower().replace("_", "-"))
            if _STYLE.fullmatch(name) or not _STYLE.fullmatch(new) or fault_of(section, name, context.version):
                continue
            yield Finding(
                Place(entry, (), "key"),
                f'"{name}" is not in lower case with dashes, as "{new}" would be',
                offers=(Offer(f'Rename it to "{new}"', renamed(context.references, entry, new)),),
            )
