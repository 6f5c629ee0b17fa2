"""Properties that do not follow their schema."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.access.because import quoted
from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.deployments import Application
from dial_lsp.model.typed_properties import schema_uses
from dial_lsp.rulekit.rule import Code, Context, Finding, Note, RestsOn, family

if TYPE_CHECKING:
    from collections.abc import Iterator

invalid_properties = family(
    __name__,
    {
        "": Code(Severity.ERROR, Impact.FILE_REJECTED, rests_on=RestsOn(section="applicationTypeSchemas")),
        "missing": Code(Severity.WARNING, Impact.CALL_FAILS, was=("missing-properties",)),
    },
)


@invalid_properties.check()
def properties(context: Context) -> Iterator[Finding]:
    """Find properties that their schema does not allow."""
    for use in schema_uses(context.config):
        for problem in use.problems():
            at = use.properties.find(problem.pointer).at
            yield Finding(
                at, f'{problem.message}; the schema "{use.identifier.text}" refuses this, and Core the whole file'
            )


@invalid_properties.check(code="missing")
def missing_properties(context: Context) -> Iterator[Finding]:
    """Find applications without properties whose type requires some."""
    schemas = context.config.schemas["applicationTypeSchemas"]
    for application in context.config.deployments if schemas else ():
        if not isinstance(application, Application) or application.field("applicationProperties").is_set:
            continue
        schema = schemas.get(application.schema_key)
        required = [name for name in schema.member("required").said() if name] if schema is not None else []
        if schema is not None and required:
            what = "the property" if len(required) == 1 else "the properties"
            yield Finding(
                application.schema_id.at,
                f'this type requires {what} {quoted(required, 3)}, and application "{application.name}" has no '
                "applicationProperties",
                help="Write the properties; Core then checks them, too.",
                notes=(Note(schema.member("required").at.member(), "required here"),),
            )
