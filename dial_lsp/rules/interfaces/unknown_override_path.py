"""An overridden path of an operation that Core does not know.

The names under `overridePaths` are compared exactly. An unknown one is kept and never asked for, so the operation that
was meant keeps its usual path.

## Flagged
```json
{
  "models": {
    "claude": {
      "type": "chat",
      "interfaces": {
        "anthropicMessages": {
          "base_url": "http://claude.models.svc",
          "overridePaths": {"postAnthropicMessage": "/v2/messages"}
                            ^^^^^^^^^^^^^^^^^^^^^^ Core knows no operation "postAnthropicMessage", so this path is never used
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
      "interfaces": {
        "anthropicMessages": {
          "base_url": "http://claude.models.svc",
          "overridePaths": {"postAnthropicMessages": "/v2/messages"}
        }
      }
    }
  }
}
```
## Fix
The nearest operations of the interface are offered.
## Source
InterfacePathMapping. Observed on Core's own configuration classes, which keep any name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.change import Rename
from dial_lsp.model.deployments import OPERATIONS
from dial_lsp.model.near_names import nearest
from dial_lsp.rule import EntryContext, Finding, Offer, entry_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.deployments import Deployment


@entry_rule("models", "applications", "interceptors", severity=Severity.WARNING, impact=Impact.NO_EFFECT)
def unknown_override_path(deployment: Deployment, _: EntryContext) -> Iterator[Finding]:
    """Find operations nobody asks for; where a translator serves the interface no path counts at all."""
    for interface in deployment.interfaces:
        own = [operation for operation, served in OPERATIONS.items() if served == interface.type]
        written = dict(interface.override_paths.members())
        for operation, path in written.items():
            if operation in OPERATIONS or interface.is_translated or not own:
                continue
            meant = [known for known in nearest(operation, own) if known not in written]
            yield Finding(
                path.at.key(),
                f'Core knows no operation "{operation}", so this path is never used',
                help=f"{interface.type} has {', '.join(own)}.",
                offers=tuple(Offer(f'Rename it to "{known}"', (Rename(path.at, known),)) for known in meant),
            )
