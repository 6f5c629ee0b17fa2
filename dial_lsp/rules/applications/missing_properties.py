"""An application without the properties its type schema requires.

Core checks `applicationProperties` against the schema when it reads the file, but only where they are written. An
application that leaves them out loads, is listed as invalid, and its endpoint is called without what it needs.

## Flagged
```json
{
  "applicationTypeSchemas": [
    {
      "$schema": "https://dial.epam.com/application_type_schemas/schema#",
      "$id": "https://notes.example.org/type",
      "dial:applicationTypeDisplayName": "Notes",
      "dial:applicationTypeCompletionEndpoint": "http://notes.apps.svc/chat/completions",
      "properties": {"language": {"type": "string", "dial:meta": {"dial:propertyKind": "client", "dial:propertyOrder": 1}}},
      "required": ["language"]
    }
  ],
  "applications": {
    "notes": {"applicationTypeSchemaId": "https://notes.example.org/type"}
                                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this type requires the property "language", and application "notes" has no
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
      "properties": {"language": {"type": "string", "dial:meta": {"dial:propertyKind": "client", "dial:propertyOrder": 1}}},
      "required": ["language"]
    }
  ],
  "applications": {
    "notes": {
      "applicationTypeSchemaId": "https://notes.example.org/type",
      "applicationProperties": {"language": "en"}
    }
  }
}
```
## Source
CustomApplicationsConformToTypeSchemasValidator returns early where the properties are null.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.access.because import quoted
from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.deployments import Application
from dial_lsp.rulekit.rule import Context, Finding, Note, rule

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule(severity=Severity.WARNING, impact=Impact.CALL_FAILS)
def missing_properties(context: Context) -> Iterator[Finding]:
    """Find applications without properties whose type requires some."""
    schemas = context.config.schemas["applicationTypeSchemas"]
    for application in context.config.deployments if schemas else ():
        if not isinstance(application, Application) or application.field("applicationProperties").is_set:
            continue
        schema = schemas.get(application.schema_key)
        required = [name for name, _ in schema.member("required").texts() if name] if schema is not None else []
        if schema is not None and required:
            what = "the property" if len(required) == 1 else "the properties"
            yield Finding(
                application.schema_id.at,
                f'this type requires {what} {quoted(required, 3)}, and application "{application.name}" has no '
                "applicationProperties",
                help="Write the properties; Core then checks them, too.",
                notes=(Note(schema.member("required").at.member(), "required here"),),
            )
