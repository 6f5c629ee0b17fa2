"""A toolset behind server-sent events.

MCP replaced this transport by streamable HTTP in March 2025. Core still speaks it; servers are dropping it.

## Flagged
```json
{
  "toolsets": {
    "search": {"endpoint": "http://search.tools.svc/sse", "transport": "sse"}
                                                                       ^^^^^ deprecated: MCP replaced server-sent events by streamable HTTP
  }
}
```
## Accepted
```json
{
  "toolsets": {
    "search": {"endpoint": "http://search.tools.svc/mcp", "transport": "http"}
  }
}
```
## Source
The Model Context Protocol, revision 2025-03-26; ToolSet of DIAL Core knows both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.rule import EntryContext, Finding, entry_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.deployments import (
        ToolSet,
    )


@entry_rule("toolsets", severity=Severity.HINT, impact=Impact.ADVICE)
def deprecated_transport(toolset: ToolSet, _context: EntryContext) -> Iterator[Finding]:
    """Find toolsets on the old transport."""
    transport = toolset.field("transport")
    if transport.choice("http", "sse") == "sse":
        yield Finding(
            transport.at,
            "deprecated: MCP replaced server-sent events by streamable HTTP",
            help='Use "http" as soon as the server offers it.',
            tags=frozenset({"deprecated"}),
        )
