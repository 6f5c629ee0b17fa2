"""An API key whose secret is the name of its entry.

It works in every version, but the secret is then visible wherever names of entries are: in logs, in listings, in the
diff of a review. Since 0.47 a `key` field may hold the secret, and the name of the entry be a label.

## Flagged
```json
{
  "keys": {
    "9c1d4f0b7a3e5826d0b94e71f3a8c265": {"project": "search", "role": "reader"}
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the name of this entry is the secret itself
  },
  "roles": {"reader": {}}
}
```
## Accepted
```json
{
  "keys": {"search": {"key": "9c1d4f0b7a3e5826d0b94e71f3a8c265", "project": "search", "role": "reader"}},
  "roles": {"reader": {}}
}
```
## Fix
The secret moves into the field `key`, and the project becomes the name of the entry.
## When to ignore
When the config must also load in a Core before 0.47.
## Source
ApiKeyStore takes the name of the entry for the secret where `key` is blank. Observed on Core's own classes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Group, Impact, Severity
from dial_lsp.model.change import Insert, Rename, Replace
from dial_lsp.model.place import Place
from dial_lsp.rulekit.rule import EntryContext, Finding, Offer, entry_rule
from dial_lsp.schema.coercion import is_blank
from dial_lsp.schema.versions import SECRET_IN_KEY_FIELD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.access_control import Key


@entry_rule("keys", severity=Severity.HINT, impact=Impact.EXPOSED, group=Group.SECRETS, profile="strict")
def secret_as_name(key: Key, context: EntryContext) -> Iterator[Finding]:
    """Find keys that could hide their secret from listings."""
    secret, field = key.secret(explicit=True)
    if context.version < SECRET_IN_KEY_FIELD or field is not None or is_blank(secret) or not isinstance(key.raw, dict):
        return
    at = Place(key.entry, (), "key")
    written = key.field("key")
    state = Replace(written.at, secret) if written.exists else Insert(key.at, "key", secret)
    label = key.project.text or "key"
    yield Finding(
        at,
        "the name of this entry is the secret itself",
        help='Put the secret into the field "key" and give the entry a name that may be seen.',
        offers=(Offer('Move the secret into the field "key"', (state, Rename(at, label))),) if label != secret else (),
    )
