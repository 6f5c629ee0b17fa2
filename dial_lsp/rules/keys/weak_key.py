"""An API key that can be guessed.

Whoever knows the secret of a key has its roles, from anywhere unless the key names address ranges, and Core slows
nobody down who tries. DIAL asks for a random key of at least 128 bits. The secret is the name of the entry, or its
`key` field where it has one.

## Flagged
```json
{
  "keys": {
    "team_api_key": {"project": "search", "role": "reader"},
    ^^^^^^^^^^^^^^ the secret of this key is worth about 41 bits (words); DIAL asks for 128
    "search": {"key": "3f9a1c3f9a1c3f9a1c3f9a1c3f9a1c3f9a1c", "project": "search", "role": "reader"}
                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the secret of this key is worth about 24 bits (repetition); DIAL asks
  },
  "roles": {"reader": {}}
}
```
## Accepted
```json
{
  "keys": {
    "9c1d4f0b7a3e5826d0b94e71f3a8c265": {"project": "search", "role": "reader"},
    "billing": {"key": "0f8fad5b-d9cb-469f-a165-70867728950e", "project": "billing", "role": "reader"}
  },
  "roles": {"reader": {}}
}
```
## Fix
Make a new secret of 256 bits with the generator of the operating system, in place of the old one or, to move callers
over without a gap, in a second key beside it. Tell the callers.
## When to ignore
For keys of a sandbox that nobody else can reach.
## Source
DIAL's documentation on API keys: a secure random key of at least 128 bits. Core itself checks nothing (KeyValidator).
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.key_strength import strength_of_key
from dial_lsp.model.new_keys import REPLACED, key_added, secret_replaced
from dial_lsp.model.place import Place
from dial_lsp.model.strength import REQUIRED_BITS
from dial_lsp.rule import EntryContext, Finding, Offer, entry_rule
from dial_lsp.schema.versions import SECRET_IN_KEY_FIELD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.access_control import Key


@entry_rule("keys", severity=Severity.WARNING, impact=Impact.EXPOSED)
def weak_key(key: Key, context: EntryContext) -> Iterator[Finding]:
    """Find keys whose secret is worth fewer bits than DIAL asks for."""
    explicit = context.version >= SECRET_IN_KEY_FIELD
    strength = strength_of_key(key, explicit=explicit)
    if strength is None or strength.is_enough:
        return
    _, field = key.secret(explicit=explicit)
    why = f" ({', '.join(strength.patterns)})" if strength.patterns else ""
    yield Finding(
        field.at if field else Place(key.entry, (), "key"),
        f"the secret of this key is worth about {strength.bits} bits{why}; DIAL asks for {REQUIRED_BITS}",
        help="Use a random secret, such as the output of: openssl rand -hex 32",
        offers=(
            Offer(REPLACED, partial(secret_replaced, key, explicit=explicit), locks_out=True),
            Offer("Add a key with a random secret beside this one", partial(key_added, key, explicit=explicit)),
        ),
    )
