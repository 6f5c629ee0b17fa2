"""Nulls where Core needs a value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.change import Remove, Replace
from dial_lsp.rulekit.rule import Code, EntryContext, Finding, Offer, family
from dial_lsp.rulekit.shapes import finding, problems_of, shape_findings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.values import Value

null_value = family(
    __name__,
    {
        "section": Code(Severity.ERROR, Impact.FILE_REJECTED, was=("null-section",)),
        "entry": Code(Severity.ERROR, Impact.FILE_REJECTED, was=("null-entry",)),
        "collection": Code(Severity.ERROR, Impact.FILE_REJECTED, was=("null-collection",)),
        "element": Code(Severity.ERROR, Impact.FILE_REJECTED, was=("null-element",)),
        "number": Code(Severity.ERROR, Impact.CALL_FAILS, was=("null-number",)),
    },
)


@null_value.entry_check()
def values(value: Value, context: EntryContext) -> Iterator[Finding]:
    """Find nulls in entries, and sections that are null."""
    found = shape_findings("null-value", value, context, sure=("section", "collection"))
    yield from (one for one in found if one.code != "entry")


@null_value.entry_check(code="entry")
def entries(value: Value, context: EntryContext) -> Iterator[Finding]:
    """Find null where an object of its own is needed."""
    for problem in problems_of(value.entry, context):
        if problem.code == "null-value/entry":
            yield finding(value.entry, problem, _offers(value.find(problem.pointer)))


def _offers(entry: Value) -> tuple[Offer, ...]:
    return (
        Offer("Delete the entry", (Remove(entry.at.member()),)),
        Offer("Write an empty object", (Replace(entry.at, {}),)),
    )
