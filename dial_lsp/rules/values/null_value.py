"""Nulls where Core needs a value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.change import Replace
from dial_lsp.model.routing import Route
from dial_lsp.rulekit.offers import deleting
from dial_lsp.rulekit.rule import Code, EntryContext, Finding, Offer, family
from dial_lsp.rulekit.shapes import finding, problems_of, shape_findings
from dial_lsp.schema.versions import NEWEST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.deployments import Application
    from dial_lsp.model.values import Value

null_value = family(
    __name__,
    {
        "section": Code(Severity.ERROR, Impact.FILE_REJECTED, was=("null-section",)),
        "entry": Code(Severity.ERROR, Impact.FILE_REJECTED, was=("null-entry",)),
        "collection": Code(Severity.ERROR, Impact.FILE_REJECTED, was=("null-collection",)),
        "element": Code(Severity.ERROR, Impact.FILE_REJECTED, was=("null-element",)),
        "number": Code(Severity.ERROR, Impact.CALL_FAILS, was=("null-number",)),
        "application-route": Code(Severity.ERROR, Impact.CALL_FAILS, was=("null-application-route",)),
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
        deleting(entry, "Delete the entry"),
        Offer("Write an empty object", (Replace(entry.at, {}),)),
    )


@null_value.entry_check("applications", code="application-route")
def routes(application: Application, context: EntryContext) -> Iterator[Finding]:
    """Find routes of applications, and attachment paths of them, that are null."""
    for name, value in application.field("routes").members() if context.version > NEWEST else ():
        attachments = Route.of(value).field("attachmentPaths")
        if value.is_null:
            yield _of_route(value, f'route "{name}" is null', f'routes of application "{application.name}"')
        elif attachments.is_null:
            whose = f'route "{name}" of application "{application.name}"'
            yield _of_route(attachments, "attachmentPaths is null", whose)


def _of_route(found: Value, what: str, whose: str) -> Finding:
    return Finding(
        found.at,
        f"{what}, so Core answers 500 to requests for {whose}",
        help="Delete it.",
        offers=(deleting(found, safe=True),),
    )
