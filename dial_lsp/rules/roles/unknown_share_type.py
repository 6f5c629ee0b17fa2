"""A limit of sharing for a type of resource that Core does not know.

`share` names types of resources in upper case. Core accepts any name and never looks at the ones it does not know, so
the default of the type that was meant stays in force.

## Flagged
```json
{"roles": {"reader": {"share": {"application": {"maxAcceptedUsers": 5}}}}}
                                ^^^^^^^^^^^^^ Core shares no resources of type "application"; "APPLICATION" differs in upper and lower case
```
## Accepted
```json
{"roles": {"reader": {"share": {"APPLICATION": {"maxAcceptedUsers": 5}}}}}
```
## Fix
The name is changed to the one that is meant.
## Source
ShareService looks the limit up by the name of the resource's type. Observed on Core's own classes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.access.share import DEFAULT_USERS
from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.near_names import meant, nearest
from dial_lsp.rulekit.offers import renaming
from dial_lsp.rulekit.rule import EntryContext, Finding, entry_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.access_control import Role


@entry_rule("roles", severity=Severity.WARNING, impact=Impact.NO_EFFECT)
def unknown_share_type(role: Role, _context: EntryContext) -> Iterator[Finding]:
    """Find types of resources that cannot be shared."""
    for name, value in role.share.members():
        if name not in DEFAULT_USERS:
            guess = name.upper().replace("-", "_").removesuffix("S")
            found = (name.upper(), guess, *nearest(guess, DEFAULT_USERS, limit=1))
            near = [known for known in found if known in DEFAULT_USERS][:1]
            yield Finding(
                value.at.key(),
                f'Core shares no resources of type "{name}"{meant(name, near)}',
                help=f"The types are {', '.join(sorted(DEFAULT_USERS))}.",
                offers=renaming(value.at, near),
            )
