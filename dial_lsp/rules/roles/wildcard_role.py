"""A role in `userRoles` that is meant as everybody.

Core has no wildcards: `*` or `all` is compared with the roles of a caller like any other name, so it admits nobody.
What admits everybody is no list at all.

## Flagged
```json
{
  "models": {
    "gpt-4": {"type": "chat", "endpoint": "http://gpt.models.svc/v1/chat/completions", "userRoles": ["*"]}
                                                                                                     ^^^ "*" is a role like any other to Core and admits nobody
  }
}
```
## Accepted
```json
{
  "models": {
    "gpt-4": {"type": "chat", "endpoint": "http://gpt.models.svc/v1/chat/completions"}
  }
}
```
## Fix
Delete the list, which opens the deployment to every authenticated caller.
## When to ignore
When callers do have a role of this name: declare it, or name it in `idp-roles` in `dial-lint.toml`.
## Source
RoleBasedEntity.hasAccess compares names exactly. Observed on Core's own classes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.change import Remove
from dial_lsp.model.place import Place
from dial_lsp.model.role_names import is_meant_as_everybody, roles_of_keys
from dial_lsp.references import Kind
from dial_lsp.rule import Context, Finding, Offer, rule

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule(severity=Severity.WARNING, impact=Impact.NO_EFFECT)
def wildcard_role(context: Context) -> Iterator[Finding]:
    """Find names for everybody that nothing makes a role."""
    given = {*roles_of_keys(context.config), *(context.settings.idp_roles or ())}
    for use in context.references.unresolved(Kind.ROLE):
        if use.field != "userRoles" or use.name in given or not is_meant_as_everybody(use.name):
            continue
        roles = Place(use.at.entry, use.at.pointer[:-1])
        delete = Offer("Delete the list: every authenticated caller may use it", (Remove(roles),))
        yield Finding(
            use.at,
            f'"{use.name}" is a role like any other to Core and admits nobody',
            help="Delete the list to admit every authenticated caller.",
            offers=(delete,),
        )
