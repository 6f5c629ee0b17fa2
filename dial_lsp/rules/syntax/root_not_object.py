"""A file whose root is no object.

A config file holds one object with the sections as members. Core refuses a file that holds a list, a text or a number;
with several files it refuses all of them because of one.

## Flagged
```json
[{"roles": {"reader": {}}}]
^ the file must hold one object
```
## Accepted
```json
{"roles": {"reader": {}}}
```
## Source
Observed on Core's own classes. A file that says `null` is the one exception: it changes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.rulekit.rule import Context, Finding, rule
from dial_lsp.text import Location

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule(severity=Severity.ERROR, impact=Impact.FILE_REJECTED)
def root_not_object(context: Context) -> Iterator[Finding]:
    """Find files that hold something else than an object."""
    for document in context.documents:
        for problem in document.problems:
            if problem.code == "not-an-object":
                yield Finding(
                    Location(document.source, problem.span),
                    "the file must hold one object, so Core refuses it",
                    help="Put the sections into braces: { ... }.",
                )
