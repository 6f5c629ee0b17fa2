r"""A name with characters that cannot be seen.

Zero-width spaces, direction marks, soft hyphens and their kind come along when text is copied from a page or a chat.
To Core they are part of the name, so what looks like the same name elsewhere is another one: a role that limits
nobody, a deployment that nobody can call.

## Flagged
```json
{
  "roles": {
    "read\u200ber": {}
    ^^^^^^^^^^^^^^ the name holds an invisible character (ZERO WIDTH SPACE) and differs from "reader" for Core
  }
}
```
## Accepted
```json
{
  "roles": {
    "reader": {}
  }
}
```
## Fix
The characters go, from the entry and wherever the config uses the name.
## Source
Observed on Core's own classes: names are compared exactly.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.entry_names import named_with
from dial_lsp.model.place import Place
from dial_lsp.model.similar import is_invisible, visible
from dial_lsp.renaming import renamed
from dial_lsp.rule import Context, Finding, Offer, rule

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule(severity=Severity.WARNING, impact=Impact.ADVICE)
def invisible_character(context: Context) -> Iterator[Finding]:
    """Find names that look shorter than they are."""
    for entry, name in named_with(context.config, "invisible"):
        char = next(filter(is_invisible, name))
        what = unicodedata.name(char, f"U+{ord(char):04X}")
        new = visible(name)
        yield Finding(
            Place(entry, (), "key"),
            f'the name holds an invisible character ({what}) and differs from "{new}" for Core',
            help="Type the name again.",
            offers=(Offer(f'Rename it to "{new}"', renamed(context.references, entry, new)),) if new else (),
        )
