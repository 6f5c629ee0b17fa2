"""Properties that do not follow their schema.

`applicationProperties` must conform to the application type that `applicationTypeSchemaId` names, `catalogProperties`
to the schema of `catalogSchemaId`; localized texts among them need the schema's default locale. Otherwise Core refuses
the whole file. Properties that are left out altogether are not checked when the file is read.

## Flagged
```json
{
  "applicationTypeSchemas": [
    {
      "$id": "https://example.org/search",
      "dial:applicationTypeDisplayName": "Search",
      "dial:applicationTypeCompletionEndpoint": "http://search.apps.svc/v1/chat/completions",
      "properties": {
        "top": {"type": "integer", "dial:meta": {"dial:propertyKind": "server", "dial:propertyOrder": 1}}
      },
      "required": ["top"]
    }
  ],
  "applications": {
    "search": {
      "applicationTypeSchemaId": "https://example.org/search",
      "applicationProperties": {"top": "ten"}
                                       ^^^^^ must be a whole number; the schema "https://example.org/search" refuses
    }
  }
}
```
## Accepted
```json
{
  "applicationTypeSchemas": [
    {
      "$id": "https://example.org/search",
      "dial:applicationTypeDisplayName": "Search",
      "dial:applicationTypeCompletionEndpoint": "http://search.apps.svc/v1/chat/completions",
      "properties": {
        "top": {"type": "integer", "dial:meta": {"dial:propertyKind": "server", "dial:propertyOrder": 1}}
      },
      "required": ["top"]
    }
  ],
  "applications": {
    "search": {
      "applicationTypeSchemaId": "https://example.org/search",
      "applicationProperties": {"top": 10}
    }
  }
}
```
## Source
CustomApplicationsConformToTypeSchemasValidator: "does not conform to schema". Observed on Core's own configuration
classes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.typed_properties import schema_uses
from dial_lsp.rulekit.rule import Context, Finding, RestsOn, rule

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule(severity=Severity.ERROR, impact=Impact.FILE_REJECTED, rests_on=RestsOn(section="applicationTypeSchemas"))
def invalid_properties(context: Context) -> Iterator[Finding]:
    """Find properties that their schema does not allow."""
    for use in schema_uses(context.config):
        for problem in use.problems():
            at = use.properties.find(problem.pointer).at
            yield Finding(
                at, f'{problem.message}; the schema "{use.identifier.text}" refuses this, and Core the whole file'
            )
