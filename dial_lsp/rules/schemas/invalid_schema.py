"""Schemas of application types that Core refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.change import Remove
from dial_lsp.model.placeholders import is_unfilled
from dial_lsp.rulekit.rule import Code, EntryContext, Finding, Note, Offer, family
from dial_lsp.rulekit.shapes import UNFILLED
from dial_lsp.schema.gate import known
from dial_lsp.schema.versions import EDITOR_URL_OPTIONAL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.values import Value
    from dial_lsp.schema.application_types import Kind


invalid_schema = family(
    __name__,
    {
        "": Code(Severity.ERROR, Impact.FILE_REJECTED),
        "duplicate": Code(Severity.WARNING, Impact.NO_EFFECT, was=("duplicate-schema",)),
    },
)


@invalid_schema.entry_check("applicationTypeSchemas", "catalogSchemas")
def schemas(schemas: Value, context: EntryContext) -> Iterator[Finding]:
    """Find schemas that do not conform to the meta schema; one without an id is told as a missing member."""
    if not isinstance(schemas.raw, list) or not known(schemas.entry.section, context.version):
        return
    from dial_lsp.schema.application_types import schema_problems

    kind: Kind = "application" if schemas.entry.section == "applicationTypeSchemas" else "catalog"
    editor_required = context.version < EDITOR_URL_OPTIONAL
    for problem in schema_problems(kind, schemas.raw, editor_required=editor_required):
        at = schemas.find(problem.pointer)
        if len(problem.pointer) > 1 or (isinstance(at.raw, dict) and "$id" in at.raw):
            said = f"{problem.message}; DIAL's meta schema refuses this, and Core the whole file"
            yield Finding(at.at, said, help=UNFILLED if at.text is not None and is_unfilled(at.text) else "")


@invalid_schema.entry_check("applicationTypeSchemas", "catalogSchemas", code="duplicate")
def duplicate_schema(value: Value, _: EntryContext) -> Iterator[Finding]:
    """Find schemas that a later one replaces."""
    schemas = [schema for schema in value.elements() if isinstance(schema.raw, dict)]
    last = {identifier: schema for schema in schemas if (identifier := schema.member("$id").text) is not None}
    for schema in schemas:
        winner = last.get(schema.member("$id").text or "")
        if winner is not None and winner.pointer != schema.pointer:
            yield Finding(
                schema.member("$id").at,
                "a later schema has the same $id, so this schema has no effect",
                help="Delete one of the two, or give it an $id of its own.",
                notes=(Note(winner.member("$id").at, "Core uses this schema"),),
                offers=(Offer("Delete this schema", (Remove(schema.at),)),),
                tags=frozenset({"unnecessary"}),
            )
