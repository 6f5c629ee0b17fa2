"""Properties without the schema they belong to.

`applicationProperties` mean something together with `applicationTypeSchemaId` only, `catalogProperties` together with
`catalogSchemaId`. Alone they are neither checked nor sent to anybody.

## Flagged
```json
{
  "applications": {
    "notes": {
      "endpoint": "http://notes.apps.svc/chat/completions",
      "applicationProperties": {"language": "en"}
      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ application "notes" has no applicationTypeSchemaId, so its properties have no effect
    }
  }
}
```
## Accepted
```json
{
  "applications": {
    "notes": {
      "endpoint": "http://notes.apps.svc/chat/completions",
      "applicationProperties": {}
    }
  }
}
```
## Fix
The properties are deleted.
## Source
Application and its validators look the schema up by the id; without one nothing is done.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.change import Remove
from dial_lsp.rule import EntryContext, Finding, Offer, entry_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.deployments import Deployment

_OF_SCHEMA = {"applicationProperties": "applicationTypeSchemaId", "catalogProperties": "catalogSchemaId"}


@entry_rule("models", "applications", "toolsets", "interceptors", severity=Severity.WARNING, impact=Impact.NO_EFFECT)
def orphan_properties(deployment: Deployment, _: EntryContext) -> Iterator[Finding]:
    """Find properties nobody reads; other deployments than applications have no properties of a type."""
    for field, schema_id in _OF_SCHEMA.items():
        properties = deployment.field(field)
        if deployment.KIND != "application" and field == "applicationProperties":
            continue
        if isinstance(properties.raw, dict) and properties.raw and not deployment.field(schema_id).is_set:
            at = properties.at.member()
            yield Finding(
                at,
                f'{deployment.KIND} "{deployment.name}" has no {schema_id}, so its properties have no effect',
                help=f"Name the schema in {schema_id}, or delete the properties.",
                offers=(Offer("Delete the properties", (Remove(at),)),),
                tags=frozenset({"unnecessary"}),
            )
