"""An API key without a secret.

The secret of a key is the name of its entry, or its `key` field where that is not blank. Core accepts a blank name and
takes it for the secret: a key that no client can send properly, or that an empty header matches.

## Flagged
```json
{"keys": {"": {"project": "search", "role": "reader"}}, "roles": {"reader": {}}}
          ^^ this key has no secret: its name is blank and it has no "key"
```
## Accepted
```json
{
  "keys": {"": {"key": "9c1d4f0b7a3e5826d0b94e71f3a8c265", "project": "search", "role": "reader"}},
  "roles": {"reader": {}}
}
```
## Fix
Make a new secret with the generator of the operating system.
## Source
ApiKeyStore takes the name of the entry for the secret where `key` is blank. Observed on Core's own classes.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.new_keys import secret_replaced
from dial_lsp.model.place import Place
from dial_lsp.rule import EntryContext, Finding, Offer, entry_rule
from dial_lsp.schema.coercion import is_blank
from dial_lsp.schema.versions import SECRET_IN_KEY_FIELD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.access_control import Key


@entry_rule("keys", severity=Severity.ERROR, impact=Impact.CALL_FAILS)
def blank_secret(key: Key, context: EntryContext) -> Iterator[Finding]:
    """Find keys whose secret is blank."""
    explicit = context.version >= SECRET_IN_KEY_FIELD
    secret, _ = key.secret(explicit=explicit)
    if isinstance(key.raw, dict) and is_blank(secret):
        also = ' and it has no "key"' if explicit else ""
        yield Finding(
            Place(key.entry, (), "key"),
            f"this key has no secret: its name is blank{also}",
            help="Give it a random secret.",
            offers=(Offer("Write a random secret", partial(secret_replaced, key, explicit=explicit)),),
        )
