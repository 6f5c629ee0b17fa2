"""A comma before a closing bracket.

JavaScript and many other readers allow it, Core's does not: it expects one more member or element and refuses the whole
file.

## Flagged
```json /roles
"reader": {},
"writer": {},
            ^ trailing comma
```
## Accepted
```json
{"roles": {"reader": {}, "writer": {}}}
```
## Fix
The comma is deleted.
## Source
Run with the JSON reader of DIAL Core: Jackson with its strict defaults.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.change import EditText
from dial_lsp.model.reading import end_of_reading
from dial_lsp.rulekit.rule import Context, Finding, Offer, rule
from dial_lsp.text import Location

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule(severity=Severity.ERROR, impact=Impact.FILE_REJECTED)
def trailing_comma(context: Context) -> Iterator[Finding]:
    """Find commas that nothing follows."""
    for document in context.documents:
        end = end_of_reading(document)
        for problem in document.problems:
            if problem.code == "trailing-comma" and problem.span.start < end:
                delete = Offer("Delete the comma", (EditText(document.source, problem.edits, mends=True),), safe=True)
                yield Finding(
                    Location(document.source, problem.span),
                    f"{problem.message}; Core refuses the whole file",
                    help="Delete the comma.",
                    offers=(delete,),
                )
