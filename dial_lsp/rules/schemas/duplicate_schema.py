"""Two schemas with one `$id`.

Core files schemas by their `$id`, and of two with the same the later counts. The earlier one is not even checked, so
what is changed there has no effect. Lists of several files are joined, which is how most of them come about.

## Flagged
```json
{
  "applicationTypeSchemas": [
    {
      "$schema": "https://dial.epam.com/application_type_schemas/schema#",
      "$id": "https://notes.example.org/type",
             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ a later schema has the same $id, so this one has no effect
      "dial:applicationTypeDisplayName": "Notes",
      "dial:applicationTypeCompletionEndpoint": "http://notes.apps.svc/chat/completions",
      "properties": {}
    },
    {
      "$schema": "https://dial.epam.com/application_type_schemas/schema#",
      "$id": "https://notes.example.org/type",
      "dial:applicationTypeDisplayName": "Notes 2",
      "dial:applicationTypeCompletionEndpoint": "http://notes2.apps.svc/chat/completions",
      "properties": {}
    }
  ]
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
  ]
}
```
## Fix
The earlier schema is deleted.
## Source
JsonArrayToSchemaMapDeserializer of DIAL Core. Observed on Core's own configuration classes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.change import Remove
from dial_lsp.rule import EntryContext, Finding, Note, Offer, entry_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.values import Value


@entry_rule("applicationTypeSchemas", "catalogSchemas", severity=Severity.WARNING, impact=Impact.NO_EFFECT)
def duplicate_schema(value: Value, _: EntryContext) -> Iterator[Finding]:
    """Find schemas that a later one replaces."""
    schemas = [schema for schema in value.elements() if isinstance(schema.raw, dict)]
    last = {identifier: schema for schema in schemas if (identifier := schema.member("$id").text) is not None}
    for schema in schemas:
        winner = last.get(schema.member("$id").text or "")
        if winner is not None and winner.pointer != schema.pointer:
            yield Finding(
                schema.member("$id").at,
                "a later schema has the same $id, so this one has no effect",
                help="Delete one of the two, or give it an $id of its own.",
                notes=(Note(winner.member("$id").at, "this one counts"),),
                offers=(Offer("Delete the earlier schema", (Remove(schema.at),)),),
                tags=frozenset({"unnecessary"}),
            )
