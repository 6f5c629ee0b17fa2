"""A deployment without `userRoles`.

Without the list every caller with a valid token or key may use the deployment, those of projects that have nothing to
do with it included.

## Flagged
```json
{
  "models": {
    "gpt-4": {"type": "chat", "endpoint": "http://gpt.models.svc/v1/chat/completions"}
    ^^^^^^^ every authenticated caller may use model "gpt-4"
  }
}
```
## Accepted
```json
{
  "models": {
    "gpt-4": {"type": "chat", "endpoint": "http://gpt.models.svc/v1/chat/completions", "userRoles": ["reader"]}
  },
  "roles": {"reader": {}}
}
```
## When to ignore
When all users may use all models: that is how many installations work, so the rule is off by default.
## Source
RoleBasedEntity.hasAccess. Observed on Core's own classes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.access.uncapped import uncapped_for_all
from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.deployments import Deployment, Interceptor
from dial_lsp.model.place import Place
from dial_lsp.model.routing import Route
from dial_lsp.rule import Context, Finding, RestsOn, rule

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule(severity=Severity.WARNING, impact=Impact.EXPOSED, profile="strict", rests_on=RestsOn(values=True))
def public_deployment(context: Context) -> Iterator[Finding]:
    """Find deployments and routes that ask for no role; of some `public-route` and `uncapped-spend` speak."""
    uncapped = {found.entry for found in uncapped_for_all(context.access)}
    for guarded in (*context.config.deployments, *context.config.routes):
        told_elsewhere = (
            isinstance(guarded, Route) and guarded.foreign_host(context.settings.internal_hosts) is not None
        )
        told_elsewhere = told_elsewhere or guarded.entry in uncapped
        if guarded.allowed_roles is None and not (isinstance(guarded, Interceptor) or told_elsewhere):
            kind = guarded.KIND if isinstance(guarded, Deployment) else "route"
            yield Finding(
                Place(guarded.entry, (), "key"),
                f'every authenticated caller may use {kind} "{guarded.name}"',
                help="Name the roles that may use it in userRoles.",
            )
