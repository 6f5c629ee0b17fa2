"""Text behind the end of the root object.

Core stops reading at the closing bracket of the first object. Whatever follows is silently ignored. Where sections
follow, one bracket too many loses all of them; that is an error, and what comes of it, such as roles that are not
declared, is not reported until it is repaired.

## Flagged
```json
{
  "models": {}
},
^ Core reads no roles: the brace in line 3 closes the file, and 1 role stands behind it
  "roles": {"reader": {}}
}
```
```json
{"roles": {"reader": {}}} done
                          ^^^^ Core stops reading here; the rest of the file has no effect
```
## Accepted
```json
{"roles": {"reader": {}}, "routes": {}}
```
## Fix
The bracket is moved to the end of the file. Text that holds no sections is deleted, if it is not worth keeping.
## Source
Observed on Core's own classes: the JSON reader takes one value and never looks further.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.change import EditText
from dial_lsp.model.early_end import closed_at_end, early_end, message_of
from dial_lsp.rulekit.rule import Context, Finding, Note, Offer, rule
from dial_lsp.text import Edit, Location, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.early_end import EarlyEnd
    from dial_lsp.syntax import Document


@rule(severity=Severity.WARNING, impact=Impact.NO_EFFECT)
def trailing_content(context: Context) -> Iterator[Finding]:
    """Find files that go on after their root value."""
    for document in context.documents:
        early = early_end(document)
        if early is not None:
            yield _lost(document, early)
        elif document.trailing is not None:
            yield _unread(document, document.trailing)


def _lost(document: Document, early: EarlyEnd) -> Finding:
    line = document.source.position(early.bracket.start).line
    return Finding(
        Location(document.source, early.bracket),
        message_of(early, line),
        help="Close the root object after its last section.",
        notes=(Note(Location(document.source, early.surplus), "this brace is one too many"),) if early.surplus else (),
        offers=_offers_to_go_on(document),
        severity=Severity.ERROR,
    )


def _unread(document: Document, tail: Span) -> Finding:
    text = document.source.text
    line = document.source.lines.span(document.source.position(tail.start).line)
    stop = tail.start + 1 if text[tail.start] in "{[" else min(line.end, tail.end)
    stop = tail.start + len(text[tail.start : stop].rstrip())
    end = len(text[: tail.start].rstrip()) if document.end is None else document.end
    delete = EditText(document.source, (Edit(Span(end, tail.end), ""),))
    return Finding(
        Location(document.source, Span(tail.start, stop)),
        "Core stops reading here; the rest of the file has no effect",
        help="Move it into the first object, or delete it.",
        offers=(Offer("Delete what Core does not read", (delete,)), *_offers_to_go_on(document)),
    )


def _offers_to_go_on(document: Document) -> tuple[Offer, ...]:
    edits = closed_at_end(document)
    return (Offer("Close the root at the end of the file", (EditText(document.source, edits),)),) if edits else ()
