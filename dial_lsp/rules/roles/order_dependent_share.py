"""A limit of sharing that depends on the order of a key's roles.

Core takes the roles of a caller one after the other and keeps the higher number, but a field that a role leaves out
becomes Core's own default only while it is the highest so far. So 5 users for an application and then a role that says
nothing of users give 5; the same roles in the other order give 10, the default.

## Flagged
```json
{
  "keys": {"9c1d4f0b7a3e5826d0b94e71f3a8c265": {"project": "search", "roles": ["reader", "writer"]}},
                                                                              ^^^^^^^^^^^^^^^^^^^^ the order of these roles decides how far APPLICATION may be shared
  "roles": {
    "reader": {"share": {"APPLICATION": {"maxAcceptedUsers": 5, "invitationTtl": 72}}},
    "writer": {"share": {"APPLICATION": {"invitationTtl": 72}}}
  }
}
```
## Accepted
```json
{
  "keys": {"9c1d4f0b7a3e5826d0b94e71f3a8c265": {"project": "search", "roles": ["reader", "writer"]}},
  "roles": {
    "reader": {"share": {"APPLICATION": {"maxAcceptedUsers": 5, "invitationTtl": 72}}},
    "writer": {"share": {"APPLICATION": {"maxAcceptedUsers": 5, "invitationTtl": 24}}}
  }
}
```
## Source
ShareService puts its default in the place of -1 after each role in turn. Observed on Core's own classes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.access.share import effective_share
from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.rule import Context, Finding, Note, rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dial_lsp.access.share import ShareEntry
    from dial_lsp.model.access_control import Key


@rule(severity=Severity.WARNING, impact=Impact.ADVICE)
def order_dependent_share(context: Context) -> Iterator[Finding]:
    """Find keys whose roles would give other limits of sharing in another order."""
    shares = context.access.share_entries
    for key in context.config.keys if shares else ():
        by_type = _share_entries(shares, key)
        types = [name for name, entries in by_type.items() if _depends_on_order(name, entries)]
        if types:
            roles = key.field("roles")
            yield Finding(
                roles.at if roles.exists else key.at,
                f"the order of these roles decides how far {' and '.join(types)} may be shared",
                help="Give both maxAcceptedUsers and invitationTtl in every role that limits the type.",
                notes=tuple(Note(entry.at, f'what role "{entry.role}" says') for entry in by_type[types[0]]),
            )


def _share_entries(shares: Mapping[str, Mapping[str, ShareEntry]], key: Key) -> dict[str, list[ShareEntry]]:
    found: dict[str, list[ShareEntry]] = {}
    for name in dict.fromkeys(name for name, _ in key.roles if name is not None):
        for kind, entry in shares.get(name, {}).items():
            found.setdefault(kind, []).append(entry)
    return found


def _depends_on_order(kind: str, entries: list[ShareEntry]) -> bool:
    """Core's default comes in where -1 is met, so each entry in the last place shows what it would make of the rest."""
    results = {
        (limit.users, limit.ttl)
        for entry in entries
        for rest in ([other for other in entries if other is not entry],)
        for limit in (effective_share([*rest, entry], kind), effective_share([entry, *rest], kind))
    }
    return len(results) > 1
