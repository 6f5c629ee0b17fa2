"""An API key whose secret is a placeholder.

Core replaces nothing in its config. A placeholder that no tool has filled in is a working secret, and one that
everybody can read in the documentation or guess from the name of a variable.

## Flagged
```json
{
  "keys": {
    "${SEARCH_API_KEY}": {"project": "search", "role": "reader"},
    ^^^^^^^^^^^^^^^^^^^ the secret of this key is a placeholder
    "billing": {"key": "YOUR_API_KEY", "project": "billing", "role": "reader"}
                       ^^^^^^^^^^^^^^ the secret of this key is a placeholder
  },
  "roles": {"reader": {}}
}
```
## Accepted
```json
{
  "keys": {"9c1d4f0b7a3e5826d0b94e71f3a8c265": {"project": "search", "role": "reader"}},
  "roles": {"reader": {}}
}
```
## Fix
Make a new secret with the generator of the operating system.
## When to ignore
When the file is a template that a tool fills in before Core reads it.
## Source
FileConfigStore reads the bytes as they are: no variables, no includes.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.new_keys import REPLACED, secret_replaced
from dial_lsp.model.place import Place
from dial_lsp.model.placeholders import is_unfilled
from dial_lsp.rule import EntryContext, Finding, Offer, entry_rule
from dial_lsp.schema.versions import SECRET_IN_KEY_FIELD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.access_control import Key


@entry_rule("keys", severity=Severity.WARNING, impact=Impact.EXPOSED)
def placeholder_key(key: Key, context: EntryContext) -> Iterator[Finding]:
    """Find keys whose secret nobody has filled in."""
    explicit = context.version >= SECRET_IN_KEY_FIELD
    secret, field = key.secret(explicit=explicit)
    if isinstance(key.raw, dict) and is_unfilled(secret):
        yield Finding(
            field.at if field else Place(key.entry, (), "key"),
            "the secret of this key is a placeholder; if no tool fills it in, whoever guesses it gets in",
            help="Fill it in before Core reads the file, or use a random secret.",
            offers=(Offer(REPLACED, partial(secret_replaced, key, explicit=explicit), locks_out=True),),
        )
