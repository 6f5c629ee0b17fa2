"""Text that is not JSON.

Core reads strict JSON and refuses the whole file at the first mistake: at start it does not come up, on a reload it
keeps the previous config. A comma before a closing bracket, comments and text behind the end have rules of their own.

## Flagged
```json
{
  "roles": {"reader": {}}
                        ^ a comma is missing here
  "routes": {}
}
```
```json
{"defaultLocale": 'en'}
                  ^^^^ put this text in double quotes
```
## Accepted
```json
{"roles": {"reader": {}}, "routes": {}, "defaultLocale": "en"}
```
## Fix
Where one repair is meant beyond doubt, it is offered.
## Source
Run with the JSON reader of DIAL Core: Jackson with its strict defaults.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.change import EditText
from dial_lsp.model.reading import are_stripped, end_of_reading
from dial_lsp.rulekit.rule import Context, Finding, Offer, rule
from dial_lsp.text import Location
from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.syntax import Document, Problem

_MARKS = compiled(r"[\[\]{}:,\"]{1,4}")
_ANY_MARKS = compiled(r"[^\w\s]{1,4}")
_IN_QUOTES = "Put it in double quotes"
_TITLES = {
    "bad-escape": "Escape the backslashes",
    "bad-literal": _IN_QUOTES,
    "bad-number": "Write it as a JSON number",
    "control-character": "Escape the control characters",
    "hash-comment": "Write // instead of #",
    "line-break": "Write \\n for the line break",
    "missing-braces": "Write { and } around the sections",
    "single-quotes": _IN_QUOTES,
    "unclosed-comment": "Close the comment",
    "unclosed-string": "Close the text with a quote",
    "unquoted-name": _IN_QUOTES,
}
_TOLD_ELSEWHERE = ("trailing-comma", "not-an-object", "merge-conflict")


@rule(severity=Severity.ERROR, impact=Impact.FILE_REJECTED)
def syntax_error(context: Context) -> Iterator[Finding]:
    """Find everything that Core's JSON reader does not take and no other rule tells of."""
    for document in context.documents:
        end = end_of_reading(document)
        told = _told(document, context)
        for problem in document.problems:
            if problem.code in told or problem.span.start >= end:
                continue
            yield Finding(
                Location(document.source, problem.span),
                problem.message,
                help="Core refuses the whole file until this is repaired.",
                offers=_repair(document, problem),
            )


def _told(document: Document, context: Context) -> set[str]:
    """The problems that another finding of the file tells of."""
    told = {*_TOLD_ELSEWHERE}
    if context.config.merging.file_first:
        told.add("empty")  # that loader passes over an empty file
    if not are_stripped(document, comments=context.settings.comments):
        told.add("hash-comment")
    if any(problem.code == "too-deep" for problem in document.problems):
        told.add("unclosed-bracket")  # a thousand of them, for one reason
    return told


def _repair(document: Document, problem: Problem) -> tuple[Offer, ...]:
    if not problem.edits:
        return ()
    return (Offer(_title(document, problem), (EditText(document.source, problem.edits, mends=True),)),)


def _title(document: Document, problem: Problem) -> str:
    """What the repair writes or deletes, where that is marks only: words of a damaged text may be a secret."""
    written = "".join(dict.fromkeys(edit.text.strip() for edit in problem.edits))
    text = document.source.text
    deleted = "".join(dict.fromkeys(text[edit.span.start : edit.span.end].strip() for edit in problem.edits))
    if problem.message.startswith("did you mean"):
        return f"Write {written}"
    if problem.code in _TITLES:
        return _TITLES[problem.code]
    if written and not deleted and _MARKS.fullmatch(written):
        return f"Insert {written}"
    if written and _MARKS.fullmatch(written) and _ANY_MARKS.fullmatch(deleted):
        return f"Write {written} instead of {deleted}"
    if deleted and not written and _ANY_MARKS.fullmatch(deleted):
        return f"Delete {deleted}"
    return "Delete what JSON does not take here"
