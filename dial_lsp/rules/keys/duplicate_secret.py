"""Two API keys with one secret.

Core looks callers up by secret, so of two entries with the same one the later in the file wins. The project, the roles
and the address ranges of the other are never used, and Core says so in a log line at most.

## Flagged
```json
{
  "keys": {
    "one": {"key": "9c1d4f0b7a3e5826d0b94e71f3a8c265", "project": "search", "role": "reader"},
    "two": {"key": "9c1d4f0b7a3e5826d0b94e71f3a8c265", "project": "billing", "role": "reader"}
                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ key 2 (project "billing") has the same secret as key 1 (project "search"); Core uses the later key and ignores the other
  },
  "roles": {"reader": {}}
}
```
## Accepted
```json
{
  "keys": {
    "one": {"key": "9c1d4f0b7a3e5826d0b94e71f3a8c265", "project": "search", "role": "reader"},
    "two": {"key": "e7b04a9d18f2635c70ad9be4135f82c6", "project": "billing", "role": "reader"}
  },
  "roles": {"reader": {}}
}
```
## Fix
Make a new secret for one of them.
## Source
ApiKeyStore: the later entry replaces the earlier. Observed on Core's own classes.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from dial_lsp.access.subjects import secrets_of
from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.new_keys import REPLACED, secret_replaced
from dial_lsp.model.pointers import key_label
from dial_lsp.rulekit.rule import Context, Finding, Note, Offer, rule
from dial_lsp.schema.coercion import is_blank
from dial_lsp.schema.versions import SECRET_IN_KEY_FIELD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.access_control import Key


@rule(severity=Severity.ERROR, impact=Impact.ENTRY_DROPPED)
def duplicate_secret(context: Context) -> Iterator[Finding]:
    """Find keys whose secret an earlier key has already."""
    explicit = context.version >= SECRET_IN_KEY_FIELD
    known: dict[str, Key] = {}
    for key, secret in zip(context.config.keys, secrets_of(context.config), strict=True):
        first = known.setdefault(secret, key)
        if first is key or is_blank(secret):
            continue
        this, other = key_label(context.config, key.entry), key_label(context.config, first.entry)
        yield Finding(
            key.secret_at(explicit=explicit),
            f"{this} has the same secret as {other}; Core uses the later key and ignores the other",
            help="Give one of the two another secret.",
            notes=(Note(first.secret_at(explicit=explicit), "the same secret"),),
            offers=(Offer(REPLACED, partial(secret_replaced, key, explicit=explicit), locks_out=True),),
        )
