"""A toolset whose name Core does not take.

The name of a toolset may have letters, digits, `-` and `_` only. Core drops a toolset of any other name with a line in
its log, and the toolset is not there for callers.

## Flagged
```json
{
  "toolsets": {
    "web.search": {"endpoint": "http://search.tools.svc/mcp"}
    ^^^^^^^^^^^^ Core drops the toolset "web.search" because of its name
  }
}
```
## Accepted
```json
{
  "toolsets": {
    "web-search": {"endpoint": "http://search.tools.svc/mcp"}
  }
}
```
## Fix
A name with dashes in place of the other characters is offered.
## Source
ConfigPostProcessor: "Invalid ToolSet name". Observed on Core's own configuration classes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.change import Rename
from dial_lsp.model.config import TOOLSET_NAME
from dial_lsp.rule import EntryContext, Finding, Offer, entry_rule
from dial_lsp.schema.versions import SLASH_NAMES_DROPPED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.deployments import ToolSet


@entry_rule("toolsets", severity=Severity.ERROR, impact=Impact.ENTRY_DROPPED, of_dropped=True)
def invalid_toolset_name(toolset: ToolSet, context: EntryContext) -> Iterator[Finding]:
    """Find toolsets that Core drops because of their name; names with a slash are told as such for all sections."""
    name = toolset.entry.name
    if name is None or TOOLSET_NAME.fullmatch(name) or ("/" in name and context.version >= SLASH_NAMES_DROPPED):
        return
    usable = re.sub(r"[^A-Za-z0-9_]+", "-", name).strip("-")
    yield Finding(
        toolset.at.key(),
        f'Core drops the toolset "{name}" because of its name',
        help="Use letters, digits, - and _ only.",
        offers=(Offer(f'Rename it to "{usable}"', (Rename(toolset.at, usable),)),) if usable else (),
    )
