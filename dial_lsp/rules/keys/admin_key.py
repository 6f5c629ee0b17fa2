"""An API key of an administrator.

Who is an administrator is no matter of this file: Core's static `access.admin.rules` names roles, `admin` by default.
A key that has such a role may do everything an administrator may, read the files of all users included.

## Flagged
```json
{
  "keys": {
    "9c1d4f0b7a3e5826d0b94e71f3a8c265": {"project": "search", "role": "admin"}
                                                                      ^^^^^^^ with role "admin" this key is an administrator, from any address
  },
  "roles": {"admin": {}}
}
```
## Accepted
```json
{
  "keys": {
    "9c1d4f0b7a3e5826d0b94e71f3a8c265": {"project": "search", "role": "reader"}
  },
  "roles": {"reader": {}, "admin": {}}
}
```
## When to ignore
When the key is meant for administration: limit it to addresses. Name the roles of your administrators as
`admin-roles` in `dial-lint.toml` where they are others.
## Source
The settings Core comes with (aidial.settings.json, access.admin.rules) and DIAL's page on access control.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.rule import WRITTEN, EntryContext, Finding, entry_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.access_control import Key


@entry_rule("keys", severity=Severity.WARNING, impact=Impact.EXPOSED, rests_on=WRITTEN)
def admin_key(key: Key, context: EntryContext) -> Iterator[Finding]:
    """Find keys with a role that makes administrators."""
    anywhere = "" if isinstance(key.address_ranges.raw, list) else ", from any address"
    for role, value in key.roles:
        if role in context.settings.admin_roles:
            yield Finding(
                value.at,
                f'with role "{role}" this key is an administrator{anywhere}',
                help="Give it a lesser role" + (", or limit it with allowedIpAddressRanges." if anywhere else "."),
            )
            return
