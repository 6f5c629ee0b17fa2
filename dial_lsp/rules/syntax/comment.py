"""Comments in a file that Core reads.

JSON has no comments and Core's reader refuses the whole file because of one, although DIAL's own documentation prints
some in its examples. It is reported once for each file, at the first comment.

## Flagged
```json
{
  // who may do what
  ^^^^^^^^^^^^^^^^^^ JSON has no comments (2 in this file); Core refuses the whole file
  "roles": {
    "reader": {}, /* everybody */
    "writer": {}
  }
}
```
## Accepted
```json
{"roles": {"reader": {}, "writer": {}}}
```
## Fix
All comments of the file are deleted.
## When to ignore
When something strips the comments before Core reads the file: say `comments = true` in `dial-lint.toml`, or name the
file `.jsonc`.
## Source
Run with the JSON reader of DIAL Core: Jackson with its strict defaults. Comments behind the end of the root object are
never read, so they are not reported.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.change import EditText
from dial_lsp.model.reading import are_stripped, comments_read, edits_without
from dial_lsp.rulekit.rule import Context, Finding, Offer, rule
from dial_lsp.text import Location

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule(severity=Severity.ERROR, impact=Impact.FILE_REJECTED)
def comment(context: Context) -> Iterator[Finding]:
    """Find files with comments that Core would meet."""
    for document in context.documents:
        found = () if are_stripped(document, comments=context.settings.comments) else comments_read(document)
        if found:
            others = f" ({len(found)} in this file)" if len(found) > 1 else ""
            delete = EditText(document.source, partial(edits_without, document))
            yield Finding(
                Location(document.source, found[0]),
                f"JSON has no comments{others}; Core refuses the whole file",
                help="Delete the comments, or strip them before Core reads the file.",
                offers=(Offer("Delete all comments of the file", (delete,)),),
            )
