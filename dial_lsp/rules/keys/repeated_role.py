"""A role that a key is given twice.

Core unites `roles` and `role`; a role that occurs in both, or twice in the list, counts once.

## Flagged
```json
{
  "keys": {
    "9c1d4f0b7a3e5826d0b94e71f3a8c265": {"project": "search", "roles": ["reader", "reader"]}
                                                                                  ^^^^^^^^ this key has role "reader" already
  },
  "roles": {"reader": {}}
}
```
## Accepted
```json
{
  "keys": {
    "9c1d4f0b7a3e5826d0b94e71f3a8c265": {"project": "search", "roles": ["reader"]}
  },
  "roles": {"reader": {}}
}
```
## Fix
The repetition is deleted.
## Source
Key.getMergedRoles; duplicates and order are without effect on access and limits. Observed on Core's own classes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.change import Remove
from dial_lsp.rule import WRITTEN, EntryContext, Finding, Offer, entry_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.access_control import Key


@entry_rule("keys", severity=Severity.HINT, impact=Impact.NO_EFFECT, rests_on=WRITTEN)
def repeated_role(key: Key, _context: EntryContext) -> Iterator[Finding]:
    """Find roles that say nothing new."""
    known: set[str | None] = set()
    for role, value in key.roles:
        if role in known and role is not None and role.strip():
            yield Finding(
                value.at,
                f'this key has role "{role}" already',
                help="Delete the repetition.",
                offers=(Offer("Delete the repetition", (Remove(value.at),)),),
                tags=frozenset({"unnecessary"}),
            )
        known.add(role)
