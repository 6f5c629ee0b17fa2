"""A list of roles that admits nobody.

Without `userRoles` every authenticated caller may use a deployment or route. An empty list is the opposite, whatever
DIAL's page on routes says: Core answers 403 to everybody.

## Flagged
```json
{
  "models": {
    "gpt-4": {"type": "chat", "endpoint": "http://gpt.models.svc/v1/chat/completions", "userRoles": []}
                                                                                                    ^^ nobody may use model "gpt-4": its list of roles is empty
  }
}
```
## Accepted
```json
{
  "models": {
    "gpt-4": {"type": "chat", "endpoint": "http://gpt.models.svc/v1/chat/completions", "userRoles": ["reader"]},
    "gpt-5": {"type": "chat", "endpoint": "http://gpt.models.svc/v1/chat/completions"}
  },
  "roles": {"reader": {}}
}
```
## Fix
Delete the list, which opens the deployment to every authenticated caller.
## When to ignore
When a deployment is closed on purpose. An interceptor with an empty list is not reported: chains run it all the same.
## Source
RoleBasedEntity.hasAccess. Observed on Core's own classes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.change import Remove
from dial_lsp.model.deployments import Deployment, Interceptor
from dial_lsp.model.guards import GUARDED_SECTIONS, guarded_in
from dial_lsp.rule import EntryContext, Finding, Offer, entry_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.values import Value


@entry_rule(*GUARDED_SECTIONS, severity=Severity.WARNING, impact=Impact.CALL_FAILS)
def empty_user_roles(value: Value, _context: EntryContext) -> Iterator[Finding]:
    """Find deployments and routes that are closed to everybody."""
    for guarded in guarded_in(value):
        roles = guarded.user_roles
        if roles.raw == [] and not isinstance(guarded, Interceptor):
            kind = guarded.KIND if isinstance(guarded, Deployment) else "route"
            delete = Offer("Delete the list: every authenticated caller may use it", (Remove(roles.at),))
            yield Finding(
                roles.at,
                f'nobody may use {kind} "{guarded.name}": its list of roles is empty',
                help="Name the roles that may use it, or delete the list to admit everybody.",
                offers=(delete,),
            )
