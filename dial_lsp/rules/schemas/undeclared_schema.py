"""A schema id that no schema has.

An application that names an application type must find it in `applicationTypeSchemas`: an id that is not declared there
makes Core refuse the whole file, even without `applicationProperties`. For `catalogSchemaId` it does so only when
`catalogProperties` are given.

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
      "applicationTypeSchemaId": "https://example.org/saerch"
                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ applicationTypeSchemas has no schema
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
  "applications": {"search": {"applicationTypeSchemaId": "https://example.org/search"}}
}
```
```json /models/gpt-4
"type": "chat",
"endpoint": "http://gpt.models.svc/v1/chat/completions",
"catalogSchemaId": "https://example.org/models"
```
## Fix
The nearest declared id is offered.
## Source
CustomApplicationsConformToTypeSchemasValidator looks the schema up first. Observed on Core's own configuration classes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.near_names import meant, near_names
from dial_lsp.model.typed_properties import schema_uses
from dial_lsp.names.references import Kind
from dial_lsp.rulekit.offers import replacing
from dial_lsp.rulekit.rule import Context, Finding, RestsOn, rule
from dial_lsp.schema.uris import problem_of

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule(
    severity=Severity.ERROR,
    impact=Impact.FILE_REJECTED,
    rests_on=RestsOn(definitions=(Kind.APPLICATION_SCHEMA, Kind.CATALOG_SCHEMA)),
)
def undeclared_schema(context: Context) -> Iterator[Finding]:
    """Find ids of schemas that Core cannot resolve."""
    for use in schema_uses(context.config):
        if use.schema is not None or use.identifier.text is None or problem_of(use.identifier.text):
            continue
        near = near_names(tuple(use.declared)).nearest(use.identifier.text)
        name = use.identifier.text
        yield Finding(
            use.identifier.at,
            f'{use.section} has no schema "{name}"; Core refuses the whole file{meant(name, near)}',
            help="Write the $id of a schema that is declared there.",
            offers=replacing(use.identifier.at, near),
        )
