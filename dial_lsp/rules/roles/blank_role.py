"""A blank role.

Core does not trim or skip blanks: they are a role that nothing else names. A blank role beside the roles of a key gives
a further role without a name, in `userRoles` it admits callers who have such a role and nobody else.

## Flagged
```json
{
  "keys": {"9c1d4f0b7a3e5826d0b94e71f3a8c265": {"project": "search", "roles": ["reader", ""]}},
                                                                                         ^^ a blank role matches nothing
  "roles": {"reader": {}}
}
```
## Accepted
```json
{
  "keys": {"9c1d4f0b7a3e5826d0b94e71f3a8c265": {"project": "search", "roles": ["reader"]}},
  "roles": {"reader": {}}
}
```
## Fix
The blank role is deleted.
## Source
Key.getMergedRoles and RoleBasedEntity.hasAccess. Observed on Core's own classes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.access_control import Key
from dial_lsp.model.change import Remove
from dial_lsp.model.guards import GUARDED_SECTIONS, guarded_in
from dial_lsp.rule import WRITTEN, EntryContext, Finding, Offer, entry_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.values import Value


@entry_rule("keys", *GUARDED_SECTIONS, severity=Severity.WARNING, impact=Impact.NO_EFFECT, rests_on=WRITTEN)
def blank_role(value: Value, _context: EntryContext) -> Iterator[Finding]:
    """Find roles that are empty or consist of blanks."""
    for role in _roles(value):
        if role.text is not None and not role.text.strip():
            yield Finding(
                role.at,
                "a blank role matches nothing but another blank role",
                help="Delete it, or write the role that is meant.",
                offers=(Offer("Delete the blank role", (Remove(role.at),)),),
            )


def _roles(value: Value) -> Iterator[Value]:
    if isinstance(value, Key):
        listed = tuple(value.field("roles").elements())
        yield from listed
        if listed:  # alone, a blank role counts as none, and missing-role tells
            yield value.field("role")
    for guarded in guarded_in(value):
        yield from guarded.user_roles.elements()
