"""A toolset that does not say which of its tools may be called.

Without `allowedTools` every tool of the MCP server may be called, those it will offer tomorrow included.

## Flagged
```json /toolsets
"search": {"endpoint": "http://search.tools.svc/mcp"}
^^^^^^^^ toolset "search" allows every tool its server offers
```
## Accepted
```json
{"toolsets": {"search": {"endpoint": "http://search.tools.svc/mcp", "allowedTools": ["find"]}}}
```
## When to ignore
Where the server is your own.
## Source
DIAL's documentation of toolsets; that an empty list means all tools was not observed on Core.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Group, Impact, Severity
from dial_lsp.rulekit.rule import EntryContext, Finding, entry_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.deployments import (
        ToolSet,
    )


@entry_rule(
    "toolsets", severity=Severity.HINT, impact=Impact.ADVICE, group=Group.OPEN, tags=("owasp:LLM06",), profile="strict"
)
def unrestricted_tools(toolset: ToolSet, _context: EntryContext) -> Iterator[Finding]:
    """Find toolsets that list no allowed tools."""
    tools = toolset.field("allowedTools")
    if not tools.raw:
        yield Finding(
            tools.at if tools.exists else toolset.at.key(),
            f'toolset "{toolset.name}" allows every tool its server offers',
            help='List the tools that may be called in "allowedTools".',
        )
