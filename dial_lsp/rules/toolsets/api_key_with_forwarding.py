"""A toolset that takes an API key of its users and is sent DIAL's key as well.

`forwardPerRequestKey` gives the toolset a key by which it may act as the caller. DIAL's documentation does not allow
it together with the type API_KEY, whose toolsets are mostly somebody else's.

## Flagged
```json
{
  "toolsets": {
    "search": {
      "endpoint": "http://search.tools.svc/mcp",
      "forwardPerRequestKey": true,
                              ^^^^ not allowed together with the type API_KEY: the toolset could act as its callers
      "authSettings": {"authenticationType": "API_KEY", "apiKeyHeader": "X-API-Key"}
    }
  }
}
```
## Accepted
```json
{
  "toolsets": {
    "search": {"endpoint": "http://search.tools.svc/mcp", "forwardPerRequestKey": true}
  }
}
```
## Fix
Turning it off is offered.
## Source
DIAL's documentation of toolsets.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.change import Replace
from dial_lsp.rule import EntryContext, Finding, Offer, entry_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.deployments import (
        ToolSet,
    )


@entry_rule("toolsets", severity=Severity.WARNING, impact=Impact.EXPOSED)
def api_key_with_forwarding(toolset: ToolSet, _context: EntryContext) -> Iterator[Finding]:
    """Find per-request keys that are forwarded to toolsets with keys of their own."""
    forwarding = toolset.field("forwardPerRequestKey")
    if toolset.auth.type == "API_KEY" and forwarding.boolean(default=False):
        yield Finding(
            forwarding.at,
            "not allowed together with the type API_KEY: the toolset could act as its callers",
            help="Turn it off, or choose another type.",
            offers=(Offer("Turn it off", (Replace(forwarding.at, False),)),),
        )
