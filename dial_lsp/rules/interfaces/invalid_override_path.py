"""A path of an operation that cannot be overridden so.

`overridePaths` replaces the path of an operation. Core refuses the whole file when the operation belongs to another
interface, when the path is blank, when it has `{id}` although the operation carries no id, or when a translator serves
the interface. An operation it does not know is ignored.

## Flagged
```json
{
  "models": {
    "claude": {
      "type": "chat",
      "baseUrl": "http://claude.models.svc",
      "interfaces": {
        "anthropicMessages": {
          "overridePaths": {
            "postOpenaiResponses": "/v2/responses",
            ^^^^^^^^^^^^^^^^^^^^^ the operation "postOpenaiResponses" belongs to "openaiResponses"; Core refuses the
            "postAnthropicMessages": "/v2/{id}/messages"
                                     ^^^^^^^^^^^^^^^^^^^ the operation "postAnthropicMessages" carries no id, so {id}
          }
        }
      }
    }
  }
}
```
## Accepted
```json
{
  "models": {
    "claude": {
      "type": "chat",
      "baseUrl": "http://claude.models.svc",
      "interfaces": {
        "anthropicMessages": {"overridePaths": {"postAnthropicMessages": "/v2/messages"}}
      }
    }
  }
}
```
## Source
ConfigPostProcessor and InterfacePathMapping: "Override path key belongs to interface". Observed on Core's own
configuration classes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.deployments import OPERATIONS, OPERATIONS_WITHOUT_ID
from dial_lsp.rule import EntryContext, Finding, RestsOn, entry_rule
from dial_lsp.schema.coercion import is_blank

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.deployments import Deployment, Interface
    from dial_lsp.model.values import Value


@entry_rule(
    "models",
    "applications",
    "interceptors",
    severity=Severity.ERROR,
    impact=Impact.FILE_REJECTED,
    rests_on=RestsOn(parts_of_texts=True),
)
def invalid_override_path(deployment: Deployment, _: EntryContext) -> Iterator[Finding]:
    """Find override paths Core refuses."""
    for interface in deployment.interfaces:
        paths = interface.override_paths
        if interface.is_translated:
            if isinstance(paths.raw, dict) and paths.raw:
                yield Finding(
                    paths.at.member(),
                    "the interface is served by a translator, so its paths cannot be overridden; Core refuses the whole file",
                )
            continue
        for operation, path in paths.members():
            reason = _reason(interface, operation, path)
            if reason:
                at = path.at.key() if operation in OPERATIONS and OPERATIONS[operation] != interface.type else path.at
                yield Finding(at, f"{reason}; Core refuses the whole file")


def _reason(interface: Interface, operation: str, path: Value) -> str | None:
    if operation not in OPERATIONS or isinstance(path.raw, dict | list):
        return None
    if OPERATIONS[operation] != interface.type:
        return f'the operation "{operation}" belongs to "{OPERATIONS[operation]}"'
    text = path.text
    if text is None or is_blank(text):
        return "the path is blank"
    if operation in OPERATIONS_WITHOUT_ID and "{id}" in text:
        return f'the operation "{operation}" carries no id, so {{id}} cannot be filled in'
    return None
