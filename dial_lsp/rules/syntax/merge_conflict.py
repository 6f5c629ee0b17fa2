"""A merge that was not finished.

Where Git cannot decide between two changes, it writes both into the file, between marks. That is no JSON, so Core
refuses the whole file. Everything else is said of the file as it is with the first side of each conflict.

## Flagged
```json
{
  "roles": {
<<<<<<< HEAD
^^^^^^^^^^^^ unresolved merge conflict; Core refuses the whole file
    "reader": {}
=======
    "writer": {}
>>>>>>> theirs
  }
}
```
## Accepted
```json
{"roles": {"reader": {}, "writer": {}}}
```
## Fix
One side is kept.
## Source
Run with the JSON reader of DIAL Core: Jackson with its strict defaults. Git's manual, git-merge(1), says how it marks
conflicts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.change import EditText
from dial_lsp.model.reading import end_of_reading
from dial_lsp.rulekit.rule import Context, Finding, Offer, rule
from dial_lsp.text import Edit, Location, Span
from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.syntax import Document

_SECOND = compiled(r"(?<![^\r\n])={7}(?=[ \t\r\n])[^\r\n]*+(?:\r\n|\r|\n)")
_LAST = compiled(r"(?<![^\r\n])>{7}[^\r\n]*+\Z")
_LINE_END = compiled(r"\r\n|\r|\n|\Z")


@rule(severity=Severity.ERROR, impact=Impact.FILE_REJECTED)
def merge_conflict(context: Context) -> Iterator[Finding]:
    """Find the marks of conflicts, and tell once of each conflict."""
    for document in context.documents:
        marks = [problem.span for problem in document.problems if problem.code == "merge-conflict"]
        text = document.source.text
        for before, mark, behind in zip((None, *marks), marks, (*marks[1:], None), strict=False):
            begins = text.startswith("<", mark.start)
            if not begins and before is not None and text.startswith("<", before.start):
                continue
            others = behind if begins and behind and not text.startswith("<", behind.start) else None
            yield _finding(document, mark, others)


def _finding(document: Document, mark: Span, others: Span | None) -> Finding:
    """``others`` is where the sides behind the first one stand, marks included."""
    text = document.source.text
    is_read = mark.start < end_of_reading(document)
    line = Span(mark.start, min(mark.end, _line_end(text, mark.start)))
    return Finding(
        Location(document.source, line),
        f"unresolved merge conflict; {'Core refuses the whole file' if is_read else 'Core does not read this'}",
        help="Keep what is right of both sides, and delete the marks.",
        offers=_offers(document, mark, others) if others else (),
        severity=None if is_read else Severity.WARNING,
        impact=None if is_read else Impact.NO_EFFECT,
    )


def _offers(document: Document, mark: Span, others: Span) -> tuple[Offer, ...]:
    text = document.source.text
    second = _SECOND.search(text, others.start, others.end)
    last = _LAST.search(text, others.start, others.end)
    if second is None or last is None:
        return ()
    first_side = (_without(text, *mark), _without(text, *others))
    second_side = (Edit(Span(mark.start, second.end()), ""), _without(text, *last.span()))
    return (
        Offer("Keep the first side", (EditText(document.source, first_side),)),
        Offer("Keep the second side", (EditText(document.source, second_side),)),
    )


def _without(text: str, start: int, end: int) -> Edit:
    """The edit that deletes whole lines."""
    line_end = _LINE_END.match(text, end)
    return Edit(Span(start, line_end.end() if line_end else end), "")


def _line_end(text: str, at: int) -> int:
    found = _LINE_END.search(text, at)
    return found.start() if found else len(text)
