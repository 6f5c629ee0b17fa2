"""An API key whose label is its secret.

Since 0.47 the `key` field of an entry is the secret and the name of the entry a mere label. An older Core ignores the
field: callers are admitted by the label, which nobody treats as a secret, and not by the text of the field.

## Flagged
```toml
core-version = "0.46"
```
```json
{
  "keys": {
    "search": {"key": "9c1d4f0b7a3e5826d0b94e71f3a8c265", "project": "search", "role": "reader"}
               ^^^^^ Core 0.46 ignores this field and uses the name of the entry as the secret
  },
  "roles": {"reader": {"limits": {}}}
}
```
## Accepted
```json
{
  "keys": {"search": {"key": "9c1d4f0b7a3e5826d0b94e71f3a8c265", "project": "search", "role": "reader"}},
  "roles": {"reader": {"limits": {}}}
}
```
## Fix
The field is deleted and its text becomes the name of the entry, which works in every version.
## Source
ApiKeyStore of Core before 0.47 puts the entry's name in the place of the field. Observed on Core's own classes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Group, Impact, Severity
from dial_lsp.model.change import Remove, Rename
from dial_lsp.model.place import Place
from dial_lsp.rulekit.rule import EntryContext, Finding, Offer, entry_rule
from dial_lsp.schema.versions import SECRET_IN_KEY_FIELD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.access_control import Key


@entry_rule("keys", severity=Severity.WARNING, impact=Impact.EXPOSED, group=Group.SECRETS, tags=("version",))
def label_as_secret(key: Key, context: EntryContext) -> Iterator[Finding]:
    """Find keys with a secret in a field that the target version does not read."""
    secret, field = key.secret(explicit=True)
    if field is None or secret == key.entry.name or context.version >= SECRET_IN_KEY_FIELD:
        return
    move = (Rename(Place(key.entry, (), "key"), secret), Remove(field.at))
    yield Finding(
        field.at.key(),
        f"Core {context.version} ignores this field and uses the name of the entry as the secret",
        help="Make the secret the name of the entry, or target Core 0.47.",
        offers=(Offer("Make the secret the name of the entry", move),),
    )
