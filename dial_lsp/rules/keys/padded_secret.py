"""An API key whose secret starts or ends with a blank.

Clients send the secret in a header, and HTTP takes the blanks around the value of a header away. So Core never sees
the secret as the config has it, and every call with the key fails.

## Flagged
```json
{
  "keys": {
    "search": {"key": "9c1d4f0b7a3e5826d0b94e71f3a8c265 ", "project": "search", "role": "reader"}
                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the secret of this key starts or ends with a blank, which HTTP does not carry
  },
  "roles": {"reader": {}}
}
```
## Accepted
```json
{
  "keys": {
    "search": {"key": "9c1d4f0b7a3e5826d0b94e71f3a8c265", "project": "search", "role": "reader"}
  },
  "roles": {"reader": {}}
}
```
## Fix
The blanks are deleted.
## Source
RFC 9110, section 5.5, on the values of fields. Core compares secrets exactly (ApiKeyStore).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.change import Rename, Replace
from dial_lsp.model.place import Place
from dial_lsp.rule import EntryContext, Finding, Offer, RestsOn, entry_rule
from dial_lsp.schema.versions import SECRET_IN_KEY_FIELD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.access_control import Key

_TRIMMED = " \t"
_TITLE = "Delete the blank: callers that send it, by a way that keeps it, are locked out"


@entry_rule("keys", severity=Severity.ERROR, impact=Impact.CALL_FAILS, rests_on=RestsOn(parts_of_texts=True))
def padded_secret(key: Key, context: EntryContext) -> Iterator[Finding]:
    """Find secrets that no header carries."""
    secret, field = key.secret(explicit=context.version >= SECRET_IN_KEY_FIELD)
    plain = secret.strip(_TRIMMED)
    if isinstance(key.raw, dict) and plain and plain != secret:
        name = Place(key.entry, (), "key")
        yield Finding(
            field.at if field else name,
            "the secret of this key starts or ends with a blank, which HTTP does not carry",
            help="Delete the blank.",
            offers=(Offer(_TITLE, (Replace(field.at, plain) if field else Rename(name, plain),), locks_out=True),),
        )
