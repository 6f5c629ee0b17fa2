"""A declared role that nothing in the config names.

No key has the role and no `userRoles` asks for it. If identity providers do not give it either, its limits hold nobody
back.

## Flagged
```json
{
  "roles": {"reader": {}, "auditor": {"limits": {"gpt-4": {"day": 1000}}}},
                          ^^^^^^^^^ no key has role "auditor" and no userRoles names it
  "keys": {"9c1d4f0b7a3e5826d0b94e71f3a8c265": {"project": "search", "role": "reader"}},
  "models": {
    "gpt-4": {"type": "chat", "endpoint": "http://gpt.models.svc/v1/chat/completions", "userRoles": ["reader"]}
  }
}
```
## Accepted
```toml
idp-roles = ["auditor"]
```
```json
{
  "roles": {"reader": {}, "auditor": {"limits": {"gpt-4": {"day": 1000}}}},
  "keys": {"9c1d4f0b7a3e5826d0b94e71f3a8c265": {"project": "search", "role": "reader"}},
  "models": {
    "gpt-4": {"type": "chat", "endpoint": "http://gpt.models.svc/v1/chat/completions", "userRoles": ["reader"]}
  }
}
```
## Fix
Delete the role.
## When to ignore
When an identity provider gives the role: name it as `idp-roles` in `dial-lint.toml`. The role `default` is never
reported, nor are roles of a config without keys.
## Source
Roles have no other effect than through callers who have them (RateLimiter, RoleBasedEntity).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.access_control import DEFAULT_ROLE
from dial_lsp.model.change import Remove
from dial_lsp.model.place import Place
from dial_lsp.model.role_names import is_admin, is_global_reader
from dial_lsp.names.references import Kind
from dial_lsp.rulekit.rule import Context, Finding, Offer, RestsOn, rule

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule(severity=Severity.HINT, impact=Impact.ADVICE, rests_on=RestsOn(uses=Kind.ROLE))
def unused_role(context: Context) -> Iterator[Finding]:
    """Find roles that only an identity provider could give."""
    known = {DEFAULT_ROLE, *(context.settings.idp_roles or ())}
    admins = context.settings.admin_roles
    unused = context.config.roles.keys() - context.references.used(Kind.ROLE) - known
    for name, role in context.config.roles.items() if unused and context.config.keys else ():
        if name in unused and not (is_admin(name, admins) or is_global_reader(name)):
            yield Finding(
                Place(role.entry, (), "key"),
                f'no key has role "{name}" and no userRoles names it; only an identity provider could give it',
                help="Delete it, or add it to idp-roles in dial-lint.toml.",
                offers=(Offer(f'Delete role "{name}"', (Remove(role.at),)),),
                tags=frozenset({"unnecessary"}),
            )
