"""A toolset with credentials that everybody may call.

What is configured here to sign in is used for whoever calls. Without `userRoles` that is every authenticated caller.

## Flagged
```json
{
  "toolsets": {
    "search": {
    ^^^^^^^^ every authenticated caller may use the credentials of toolset "search"
      "endpoint": "http://search.tools.svc/mcp",
      "authSettings": {"authenticationType": "API_KEY", "apiKeyHeader": "X-API-Key"}
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
      "userRoles": ["analyst"],
      "authSettings": {"authenticationType": "API_KEY", "apiKeyHeader": "X-API-Key"}
    }
  }
}
```
## When to ignore
Where each user signs in for themselves.
## Source
RoleBasedEntity of DIAL Core: no `userRoles`, no check. Observed on Core's own access check.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.deployments import ToolSet
from dial_lsp.rule import Context, Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.deployments import Served


@rule(severity=Severity.HINT, impact=Impact.EXPOSED)
def public_toolset(context: Context) -> Iterator[Finding]:
    """Find toolsets with a way to sign in that admit everybody."""
    for found in context.access.objects_where(_opens_credentials):
        yield Finding(
            found.at,
            f"every authenticated caller may use the credentials of {found.label}",
            help='List the roles that may call it in "userRoles".',
        )


def _opens_credentials(served: Served) -> bool:
    if not isinstance(served, ToolSet) or served.allowed_roles is not None:
        return False
    return served.auth.type in ("OAUTH", "API_KEY")
