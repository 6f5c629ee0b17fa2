"""Two names that look alike.

Names are compared exactly, so `Admin` and `admin`, or `admin` with a Cyrillic letter in it, are two roles: who has one
does not have the other, and the limits of one hold nobody of the other. The same goes for deployments and routes.

## Flagged
```json
{
  "roles": {
    "admin": {},
    "Admin": {}
    ^^^^^^^ roles "Admin" and "admin" differ in upper and lower case only; who has one does not have the other
  }
}
```
## Accepted
```json
{
  "roles": {
    "admin": {},
    "administrator": {}
  }
}
```
## Source
Observed on Core's own classes: names are compared exactly. Look-alike characters are those of Unicode's UTS 39.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.similar import difference, skeleton
from dial_lsp.references import Definition, Kind
from dial_lsp.rule import Context, Finding, Note, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

_CONSEQUENCE = {
    Kind.ROLE: "who has one does not have the other",
    Kind.DEPLOYMENT: "roles and limits of one do not hold for the other",
    Kind.ROUTE: "limits of one do not hold for the other",
    Kind.TRANSLATOR: "who names one does not get the other",
}


@rule(severity=Severity.WARNING, impact=Impact.ADVICE)
def lookalike_name(context: Context) -> Iterator[Finding]:
    """Find names of one kind that a reader would take for the same."""
    for kind, consequence in _CONSEQUENCE.items():
        known: dict[str, Definition] = {}
        for name, definitions in context.references.definitions[kind].items():
            first = known.setdefault(_seen(name), definitions[0])
            how = difference(name, first.name)
            if how is not None:
                yield Finding(
                    definitions[0].at,
                    f'{kind}s "{name}" and "{first.name}" differ in {how} only; {consequence}',
                    help="Make them one, or give one of them a name that cannot be mistaken.",
                    notes=(Note(first.at, f'"{first.name}" is here'),),
                )


def _seen(name: str) -> str:
    return skeleton(unicodedata.normalize("NFC", name)).casefold()
