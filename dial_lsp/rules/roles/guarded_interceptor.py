"""`userRoles` on an interceptor.

Core runs the interceptors of a deployment without asking for their roles. The list only matters for clients that call
an interceptor by its name as if it were a deployment; it protects neither the chain nor what stands behind it.

## Flagged
```json
{
  "interceptors": {
    "audit": {"endpoint": "http://audit.interceptors.svc/api/v1/interceptor/handle", "userRoles": ["reader"]}
                                                                                     ^^^^^^^^^^^ Core runs interceptor "audit" for every caller of a deployment
  },
  "roles": {"reader": {}}
}
```
## Accepted
```json
{
  "interceptors": {
    "audit": {"endpoint": "http://audit.interceptors.svc/api/v1/interceptor/handle"},
    "cache": {"endpoint": "http://cache.interceptors.svc/api/v1/interceptor/handle", "userRoles": []}
  }
}
```
## Fix
The list is deleted.
## When to ignore
When clients are meant to call the interceptor directly. An empty list, which forbids just that, is not reported.
## Source
DeploymentPostController runs the chain without a check of roles.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.change import Remove
from dial_lsp.rule import EntryContext, Finding, Offer, entry_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.deployments import Interceptor


@entry_rule("interceptors", severity=Severity.INFORMATION, impact=Impact.NO_EFFECT)
def guarded_interceptor(interceptor: Interceptor, _context: EntryContext) -> Iterator[Finding]:
    """Find interceptors that ask for roles."""
    roles = interceptor.user_roles
    if isinstance(roles.raw, list) and roles.raw:
        yield Finding(
            roles.at.key(),
            f'Core runs interceptor "{interceptor.name}" for every caller of a deployment, whatever roles it lists',
            help="Guard the deployments instead, and delete the list.",
            offers=(Offer("Delete the list", (Remove(roles.at),)),),
        )
