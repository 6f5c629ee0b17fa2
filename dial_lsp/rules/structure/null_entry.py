"""An entry that is null.

Core cannot do without the object: it refuses the whole file when an entry of a section is null. An overlay cannot
delete an entry by setting it to null either.

## Flagged
```json
{
  "roles": {"analyst": {"limits": {}}, "guest": null}
                                                ^^^^ null is no value for an entry; Core refuses the whole file
}
```
## Accepted
```json
{
  "roles": {"analyst": {"limits": {}}, "guest": {}}
}
```
## Source
ConfigPostProcessor sets the name of every entry. Observed on Core's own configuration classes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.change import Remove, Replace
from dial_lsp.rule import EntryContext, Finding, Offer, entry_rule
from dial_lsp.shapes import finding, problems_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.values import Value


@entry_rule(severity=Severity.ERROR, impact=Impact.FILE_REJECTED)
def null_entry(value: Value, context: EntryContext) -> Iterator[Finding]:
    """Find null where an object of its own is needed."""
    for problem in problems_of(value.entry, context):
        if problem.code == "null-entry":
            yield finding(value.entry, problem, _offers(value.find(problem.pointer)))


def _offers(entry: Value) -> tuple[Offer, ...]:
    return (
        Offer("Delete the entry", (Remove(entry.at.member()),)),
        Offer("Write an empty object", (Replace(entry.at, {}),)),
    )
