"""Text behind the end of the root object.

Core stops reading at the closing bracket of the first object. Whatever follows, a second object with half of the
sections included, is lost without a word.

## Flagged
```json
{"roles": {"reader": {}}}
{"routes": {}}
^ Core stops reading before this; the rest of the file has no effect
```
## Accepted
```json
{"roles": {"reader": {}}, "routes": {}}
```
## Fix
The text is deleted, if it is not worth keeping.
## Source
Observed on Core's own classes: the JSON reader takes one value and never looks further.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.change import EditText
from dial_lsp.model.reading import behind_root
from dial_lsp.rule import Context, Finding, Offer, rule
from dial_lsp.text import Edit, Location, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.syntax import Document


@rule(severity=Severity.WARNING, impact=Impact.NO_EFFECT)
def trailing_content(context: Context) -> Iterator[Finding]:
    """Find files that go on after their root value."""
    for document in context.documents:
        start = behind_root(document)
        if start is None:
            continue
        text = document.source.text
        line = document.source.lines.span(document.source.position(start).line)
        end = start + 1 if text[start] in "{[" else start + len(text[start : line.end].rstrip())
        yield Finding(
            Location(document.source, Span(start, end)),
            "Core stops reading before this; the rest of the file has no effect",
            help="Move it into the first object, or delete it.",
            offers=_offers(document, start),
        )


def _offers(document: Document, start: int) -> tuple[Offer, ...]:
    text = document.source.text
    end_of_root = len(text[:start].rstrip())
    if document.trailing is None:  # more members follow, so the object was closed too early
        early = Edit(Span(end_of_root - 1, end_of_root), "")
        return (
            Offer("Go on with the object: delete its first closing bracket", (EditText(document.source, (early,)),)),
        )
    delete = Edit(Span(end_of_root, document.trailing.end), "")
    return (Offer("Delete what Core does not read", (EditText(document.source, (delete,)),)),)
