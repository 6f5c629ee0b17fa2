"""A field of an application that its type schema overrides.

An application of a type is called at the completion endpoint of its type schema, and has the routes of the schema. An
`endpoint` or `routes` of its own count only where the schema has none; DIAL Admin refuses to have both endpoints.

## Flagged
```json
{
  "applicationTypeSchemas": [
    {
      "$schema": "https://dial.epam.com/application_type_schemas/schema#",
      "$id": "https://notes.example.org/type",
      "dial:applicationTypeDisplayName": "Notes",
      "dial:applicationTypeCompletionEndpoint": "http://notes.apps.svc/chat/completions",
      "properties": {}
    }
  ],
  "applications": {
    "notes": {
      "applicationTypeSchemaId": "https://notes.example.org/type",
      "endpoint": "http://old-notes.apps.svc/chat/completions"
      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the type schema of application "notes" has an endpoint, so this one is not used
    }
  }
}
```
## Accepted
```json
{
  "applicationTypeSchemas": [
    {
      "$schema": "https://dial.epam.com/application_type_schemas/schema#",
      "$id": "https://notes.example.org/type",
      "dial:applicationTypeDisplayName": "Notes",
      "dial:applicationTypeCompletionEndpoint": "http://notes.apps.svc/chat/completions",
      "properties": {}
    }
  ],
  "applications": {
    "notes": {"applicationTypeSchemaId": "https://notes.example.org/type"}
  }
}
```
## Fix
The field is deleted.
## Source
DIAL documentation on applications; ApplicationRouteController takes the application's routes where the schema has none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.change import Remove
from dial_lsp.model.deployments import Application
from dial_lsp.model.routing import OF_TYPE
from dial_lsp.rule import Context, Finding, Note, Offer, RestsOn, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

_OVERRIDES = (
    (
        "endpoint",
        "dial:applicationTypeCompletionEndpoint",
        "an endpoint, so this one is not used",
        Severity.INFORMATION,
    ),
    ("routes", OF_TYPE, "routes, so these are never tried", Severity.WARNING),
)


@rule(severity=Severity.INFORMATION, impact=Impact.NO_EFFECT, rests_on=RestsOn(parts_of_texts=True))
def overridden_by_schema(context: Context) -> Iterator[Finding]:
    """Find fields that the type schema has as well."""
    schemas = context.config.schemas["applicationTypeSchemas"]
    for application in context.config.deployments if schemas else ():
        schema = schemas.get(application.schema_key) if isinstance(application, Application) else None
        for field, of_schema, effect, severity in _OVERRIDES if schema is not None else ():
            written, overriding = application.field(field), schema.member(of_schema) if schema is not None else None
            if not written.is_set or written.raw in ("", {}) or overriding is None or not overriding.is_set:
                continue
            at = written.at.member()
            yield Finding(
                at,
                f'the type schema of application "{application.name}" has {effect}',
                help="Delete it here, or change the schema.",
                notes=(Note(overriding.at.member(), "this counts"),),
                offers=(Offer("Delete it", (Remove(at),)),),
                severity=severity,
                tags=frozenset({"unnecessary"}),
            )
