"""An API key without a role.

A key needs a role, in `role` or in `roles`. Core refuses to load a config with a key that has none: at start it does
not come up, on a reload it keeps the whole previous config. Blanks count as nothing since Core 0.47.

## Flagged
```json
{"keys": {"t4q8Zr1kW6yB0mX3nV7cJ5hD9sF2gL4p": {"project": "search"}}, "roles": {"reader": {}}}
                                              ^^^^^^^^^^^^^^^^^^^^^ this key has no role, so Core refuses the whole config
```
```json
{"keys": {"t4q8Zr1kW6yB0mX3nV7cJ5hD9sF2gL4p": {"project": "search", "role": ""}}, "roles": {"reader": {}}}
                                                                            ^^ the role of this key is blank, so Core
```
## Accepted
```json
{"keys": {"t4q8Zr1kW6yB0mX3nV7cJ5hD9sF2gL4p": {"project": "search", "role": "reader"}}, "roles": {"reader": {}}}
```
## Fix
Give the key one of the roles the config declares.
## Source
KeyValidator and ApiKeyStore: "at least one role must be assigned to the key". Observed on Core's own classes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.change import Insert, Replace
from dial_lsp.rulekit.rule import Context, Finding, Offer, rule
from dial_lsp.schema.coercion import is_blank
from dial_lsp.schema.versions import BLANK_PROJECT_REFUSED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.access_control import Key

_OFFERED = 5


@rule(severity=Severity.ERROR, impact=Impact.FILE_REJECTED)
def missing_role(context: Context) -> Iterator[Finding]:
    """Find keys to which Core would assign no role."""
    blank_is_none = context.version >= BLANK_PROJECT_REFUSED
    for key in context.config.gathered("keys", _if_without, digest=_role).values():
        role = key.field("role")
        if role.text and not blank_is_none:
            continue
        blank = role.exists and not role.is_null
        yield Finding(
            role.at if blank else key.at,
            ("the role of this key is blank" if blank else "this key has no role")
            + ", so Core refuses the whole config",
            help='Name a role, such as "role": "reader".',
            offers=_offers(context, key),
        )


def _if_without(key: Key) -> Key | None:
    """The key, if its role is blank at best and it has no others; what Core could not read is told by other rules."""
    role, roles = key.field("role"), key.field("roles")
    if not is_blank(role.text or "") or any(roles.elements()) or isinstance(role.raw, dict | list):
        return None
    if key.is_misspelt("role", "roles"):
        return None
    return key if roles.is_null or not roles.exists or roles.raw == [] else None


def _role(key: Key) -> str:
    return repr(key.field("role").raw)


def _offers(context: Context, key: Key) -> tuple[Offer, ...]:
    role = key.field("role")
    return tuple(
        Offer(f'Give it role "{name}"', (Replace(role.at, name) if role.exists else Insert(key.at, "role", name),))
        for name in list(context.config.roles)[:_OFFERED]
    )
