"""A type schema that DIAL's meta schema refuses.

Application types and catalog schemas are JSON Schemas with members of DIAL's own, checked against a meta schema when
the file is read: an application type needs a display name and a completion endpoint, each of its properties a
`dial:meta` with kind and order. One that does not conform makes Core refuse the whole file.

## Flagged
```json
{
  "applicationTypeSchemas": [
    {
    ^ "dial:applicationTypeCompletionEndpoint" is missing; DIAL's meta schema refuses this, and Core the whole file
      "$id": "https://example.org/search",
      "dial:applicationTypeDisplayName": "Search"
    }
  ]
}
```
```json
{
  "catalogSchemas": [
    {"$id": "https://example.org/models", "dial:catalogDisplayName": "Models", "dial:catalogEntityType": "modle"}
                                                                                                         ^^^^^^^ must
  ]
}
```
## Accepted
```json
{
  "applicationTypeSchemas": [
    {
      "$id": "https://example.org/search",
      "dial:applicationTypeDisplayName": "Search",
      "dial:applicationTypeCompletionEndpoint": "http://search.apps.svc/v1/chat/completions"
    }
  ]
}
```
## Source
ConformToMetaSchemaValidator and the meta schemas of DIAL Core. Observed on Core's own configuration classes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.rule import EntryContext, Finding, entry_rule
from dial_lsp.schema.gate import known
from dial_lsp.schema.versions import EDITOR_URL_OPTIONAL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.values import Value
    from dial_lsp.schema.application_types import Kind


@entry_rule("applicationTypeSchemas", "catalogSchemas", severity=Severity.ERROR, impact=Impact.FILE_REJECTED)
def invalid_schema(schemas: Value, context: EntryContext) -> Iterator[Finding]:
    """Find schemas that do not conform to the meta schema; one without an id is told as a missing member."""
    if not isinstance(schemas.raw, list) or not known(schemas.entry.section, context.version):
        return
    from dial_lsp.schema.application_types import schema_problems  # noqa: PLC0415 -- few files have schemas

    kind: Kind = "application" if schemas.entry.section == "applicationTypeSchemas" else "catalog"
    editor_required = context.version < EDITOR_URL_OPTIONAL
    for problem in schema_problems(kind, schemas.raw, editor_required=editor_required):
        at = schemas.find(problem.pointer)
        if len(problem.pointer) > 1 or (isinstance(at.raw, dict) and "$id" in at.raw):
            yield Finding(at.at, f"{problem.message}; DIAL's meta schema refuses this, and Core the whole file")
