"""A role whose declaration Core drops and whose name still grants access.

Since 0.47 Core leaves out entries with a `/` in their name, with a line in the log. For a role that means its limits
are gone; a key or `userRoles` that names it works as before. Who was limited by it falls back to the limits of the
role `default`, or to none.

## Flagged
```json
{
  "roles": {"team/search": {"limits": {"gpt-4": {"day": 1000}}}},
  "models": {
    "gpt-4": {"type": "chat", "endpoint": "http://gpt.models.svc/v1/chat/completions", "userRoles": ["team/search"]}
                                                                                                     ^^^^^^^^^^^^^ role "team/search" still gives access here, but Core drops
  }
}
```
## Accepted
```json
{
  "roles": {"team-search": {"limits": {"gpt-4": {"day": 1000}}}},
  "models": {
    "gpt-4": {"type": "chat", "endpoint": "http://gpt.models.svc/v1/chat/completions", "userRoles": ["team-search"]}
  }
}
```
## Source
ConfigPostProcessor: "Dropping roles entry with slash-keyed name". Observed on Core's own classes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.role_names import dropped_roles
from dial_lsp.references import Kind
from dial_lsp.rule import Context, Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule(severity=Severity.WARNING, impact=Impact.UNLIMITED)
def dropped_role(context: Context) -> Iterator[Finding]:
    """Find uses of roles that Core drops."""
    dropped = dropped_roles(context.config)
    for use in context.references.unresolved(Kind.ROLE) if dropped else ():
        if use.name in dropped:
            yield Finding(
                use.at,
                f'role "{use.name}" still gives access here, but Core drops its declaration and with it its limits',
                help="Rename the role without the slash, here, where it is declared and where it is given.",
            )
