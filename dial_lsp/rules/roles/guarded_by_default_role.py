"""`default` among the roles that may use something.

The role `default` is a fallback for limits only: it holds the limits of callers whose own roles have none. Nobody has
it unless a key or an identity provider gives it by name, so in `userRoles` it does not mean everybody.

## Flagged
```json
{
  "roles": {"default": {}},
  "models": {
    "gpt-4": {"type": "chat", "endpoint": "http://gpt.models.svc/v1/chat/completions", "userRoles": ["default"]}
                                                                                                     ^^^^^^^^^ only callers who hold the role "default" by name match; it does not mean everybody
  }
}
```
## Accepted
```json
{
  "roles": {"default": {}},
  "models": {
    "gpt-4": {"type": "chat", "endpoint": "http://gpt.models.svc/v1/chat/completions"}
  }
}
```
## Fix
Delete the list, which opens the deployment to every authenticated caller.
## When to ignore
When an identity provider does give a role named `default`: say so with `idp-roles` in `dial-lint.toml`.
## Source
RateLimiter knows the role by name, RoleBasedEntity does not. Observed on Core's own classes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.access_control import DEFAULT_ROLE
from dial_lsp.model.change import Remove
from dial_lsp.model.place import Place
from dial_lsp.model.role_names import roles_of_keys
from dial_lsp.references import Kind
from dial_lsp.rule import Context, Finding, Offer, RestsOn, rule

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule(severity=Severity.WARNING, impact=Impact.NO_EFFECT, rests_on=RestsOn(other_entries=True))
def guarded_by_default_role(context: Context) -> Iterator[Finding]:
    """Find userRoles with the role default, when nothing known gives it."""
    given = {*roles_of_keys(context.config), *(context.settings.idp_roles or ())}
    for use in context.references.uses_of(Kind.ROLE, DEFAULT_ROLE):
        if use.field == "userRoles" and DEFAULT_ROLE not in given:
            roles = Place(use.at.entry, use.at.pointer[:-1])
            delete = Offer("Delete the list: every authenticated caller may use it", (Remove(roles),))
            yield Finding(
                use.at,
                'only callers who hold the role "default" by name match; it does not mean everybody',
                help="Name the roles that are meant, or delete the list to admit every authenticated caller.",
                offers=(delete,),
            )
