"""Two names that look alike.

Names are compared exactly, so `Admin` and `admin`, or `admin` with a Cyrillic letter in it, are two roles: a caller
with one does not have the other, nor its limits. The same goes for deployments and routes.

## Flagged
```json /roles
"admin": {},
"Admin": {}
^^^^^^^ roles "Admin" and "admin" differ in upper and lower case only; who has one does not have the other
```
## Accepted
```json
{"roles": {"admin": {}, "administrator": {}}}
```
## Source
Observed on Core's own classes: names are compared exactly. Look-alike characters are those of Unicode's UTS 39.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.entry_names import Fault, fault_of
from dial_lsp.model.place import ConfigEntry
from dial_lsp.model.similar import difference, skeleton
from dial_lsp.names.references import Definition, Kind
from dial_lsp.rulekit.rule import Context, Finding, Note, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.schema.versions import Version

_CONSEQUENCE = {
    Kind.ROLE: "who has one does not have the other",
    Kind.DEPLOYMENT: "roles and limits of one do not apply to the other",
    Kind.ROUTE: "limits of one do not apply to the other",
    Kind.TRANSLATOR: "who names one does not get the other",
}
_TOLD: frozenset[Fault | None] = frozenset({"invisible", "padded"})


@rule(severity=Severity.WARNING, impact=Impact.ADVICE)
def lookalike_name(context: Context) -> Iterator[Finding]:
    """Find names of one kind that a reader would take for the same."""
    for kind, consequence in _CONSEQUENCE.items():
        names = context.references.definitions[kind]
        if len(set(map(_seen, names))) == len(names):
            continue  # as nearly always, and then nothing needs to be looked at one by one
        known: dict[str, Definition] = {}
        for name, definitions in names.items():
            found = definitions[0]
            first = known.setdefault(_seen(name), found)
            if first is found:
                continue
            how = difference(name, first.name)
            if how is None or _is_told(found, context.version):
                continue
            if _is_told(first, context.version):
                known[_seen(name)] = found
                continue
            yield Finding(
                found.at,
                f'{kind}s "{name}" and "{first.name}" differ in {how} only; {consequence}',
                help="Make them one, or give one of them a name that cannot be mistaken.",
                notes=(Note(first.at, f'"{first.name}" is here'),),
            )


def _is_told(definition: Definition, version: Version) -> bool:
    """Whether ``odd-name/invisible`` or ``odd-name/padded`` says already what is wrong with the name."""
    entry = definition.at.entry
    return isinstance(entry, ConfigEntry) and fault_of(entry.section, definition.name, version) in _TOLD


@lru_cache(maxsize=2**15)
def _seen(name: str) -> str:
    return skeleton(name if name.isascii() else unicodedata.normalize("NFC", name)).casefold()
