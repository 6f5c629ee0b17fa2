"""What is left of somebody's session in the settings of a toolset.

Core writes `codeVerifier`, `codeChallenge` and the status fields while a user signs in. In a file they come from a
copied answer of its API and say nothing; a code verifier is a secret besides.

## Flagged
```json
{
  "toolsets": {
    "search": {
      "endpoint": "http://search.tools.svc/mcp",
      "authSettings": {
        "authenticationType": "API_KEY",
        "apiKeyHeader": "X-API-Key",
        "globalAuthStatus": "SIGNED_IN"
        ^^^^^^^^^^^^^^^^^^ this belongs to a session, and has no effect in the file
      }
    }
  }
}
```
## Accepted
```json
{
  "toolsets": {
    "search": {
      "endpoint": "http://search.tools.svc/mcp",
      "authSettings": {"authenticationType": "API_KEY", "apiKeyHeader": "X-API-Key"}
    }
  }
}
```
## Fix
The member is deleted.
## Source
DIAL's notes on moving configuration files: session data is not taken over.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.change import Remove
from dial_lsp.rule import WRITTEN, EntryContext, Finding, Offer, entry_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.deployments import (
        ToolSet,
    )

_OF_A_SESSION = ("codeVerifier", "codeChallenge", "globalAuthStatus", "userLevelAuthStatus", "appLevelAuthStatus")


@entry_rule("toolsets", severity=Severity.WARNING, impact=Impact.NO_EFFECT, rests_on=WRITTEN)
def session_residue(toolset: ToolSet, _context: EntryContext) -> Iterator[Finding]:
    """Find data of sessions."""
    for name in _OF_A_SESSION:
        written = toolset.auth.field(name)
        if written.is_set:
            yield Finding(
                written.at.key(),
                "this belongs to a session, and has no effect in the file",
                help="Delete it.",
                offers=(Offer("Delete it", (Remove(written.at.member()),), safe=True),),
                tags=frozenset({"unnecessary"}),
            )
