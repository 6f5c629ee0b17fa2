"""A toolset whose users cannot sign in.

For OAuth Core needs the client id, both endpoints and the redirect uri, for an API key the name of the header it is
sent in. It loads the toolset without them, and users fail when they sign in.

## Flagged
```json
{
  "toolsets": {
    "search": {
      "endpoint": "http://search.tools.svc/mcp",
      "authSettings": {
        "authenticationType": "OAUTH",
                              ^^^^^^^ signing in fails: "clientId", "redirectUri" are missing
        "authorizationEndpoint": "https://login.example.com/authorize",
        "tokenEndpoint": "https://login.example.com/token"
      }
    }
  }
}
```
```json
{
  "toolsets": {
    "search": {
      "endpoint": "http://search.tools.svc/mcp",
      "authSettings": {"authenticationType": "API_KEY"}
                                             ^^^^^^^^^ signing in fails: "apiKeyHeader" is missing
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
## When to ignore
Where the toolset registers its client by itself (`dynamicallyRegistered`): such settings are never reported.
## Source
The validators of auth settings in DIAL Core, which its admin API applies and the file does not.
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

_NEEDED = {
    "OAUTH": ("clientId", "authorizationEndpoint", "tokenEndpoint", "redirectUri"),
    "API_KEY": ("apiKeyHeader",),
}


@entry_rule("toolsets", severity=Severity.WARNING, impact=Impact.CALL_FAILS)
def incomplete_auth(toolset: ToolSet, _context: EntryContext) -> Iterator[Finding]:
    """Find auth settings without what their type needs."""
    auth = toolset.auth
    if auth.field("dynamicallyRegistered").is_set:
        return
    missing = [name for name in _NEEDED.get(auth.type or "", ()) if auth.field(name).is_blank]
    if missing:
        names = ", ".join(f'"{name}"' for name in missing)
        yield Finding(
            auth.field("authenticationType").at,
            f"signing in fails: {names} {'are' if len(missing) > 1 else 'is'} missing",
            help=f"Write {names}.",
        )
