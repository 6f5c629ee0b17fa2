"""An API key of an administrator, or of a role that reads everything.

Core's static settings decide who is an administrator, by `access.admin.rules`. The rule that Core comes with takes
every role that contains `admin`, in any case: `DB-Administrators` and `non-admin` are such roles. In the same way a
role with `global-reader` in its name reads every stored resource.

## Flagged
```json
{
  "keys": {
    "9c1d4f0b7a3e5826d0b94e71f3a8c265": {"project": "search", "role": "DB-Administrators"}
                                                                      ^^^^^^^^^^^^^^^^^^^ role "DB-Administrators" makes this API key an administrator, from any address
  },
  "roles": {"DB-Administrators": {}}
}
```
## Accepted
```json
{
  "keys": {"9c1d4f0b7a3e5826d0b94e71f3a8c265": {"project": "search", "role": "reader"}},
  "roles": {"reader": {}, "admin": {}}
}
```
## When to ignore
When the key is meant for administration: limit it to addresses. Name the roles of your administrators as `admin-roles`
in `dial-lint.toml` where they are others.
## Source
Read in the settings Core comes with (access.admin.rules, access.globalReader) and in Core's newest code; not run. API
keys count as administrators after 0.40, 0.41 is not sure; `global-reader` is not in 0.25, its first release is not
known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.access.subjects import addresses_of
from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.placeholders import filled_in
from dial_lsp.model.powers import Power, powers_of
from dial_lsp.rulekit.rule import EntryContext, Finding, entry_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.access_control import Key

_RIGHTS = {
    Power.ADMINISTRATOR: (
        "an administrator",
        "It may reload the configuration, publish, and change everything public.",
    ),
    Power.GLOBAL_READER: ("a global reader", "It may read every stored resource, private ones too."),
}


@entry_rule("keys", severity=Severity.WARNING, impact=Impact.EXPOSED)
def admin_key(key: Key, context: EntryContext) -> Iterator[Finding]:
    """Find keys with a role that makes administrators, or else readers of everything."""
    roles = {filled_in(role): value for role, value in reversed(key.roles) if role is not None}
    powers = powers_of(reversed(roles), context.settings.admin_roles, context.version, is_key=True)
    power = next((power for power in Power if power in powers), None)
    if power is None or addresses_of(key) == ():
        return
    what, rights = _RIGHTS[power]
    role = roles[powers[power]]
    anywhere = "" if isinstance(key.address_ranges.raw, list) else ", from any address"
    yield Finding(
        role.at,
        f'role "{role.text}" makes this API key {what}{anywhere}',
        help=f"{rights} Give it a lesser role" + (", or limit it to addresses." if anywhere else "."),
    )
