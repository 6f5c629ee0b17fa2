"""An upstream speaks an interface that the model does not serve.

Core answers the interfaces of the model only. What upstreams say of others is never read.

## Flagged
```json
{
  "models": {
    "gpt-4": {
      "type": "chat",
      "endpoint": "http://adapter.svc/chat/completions",
      "upstreams": [
        {"id": "west", "baseUrl": "http://gpt.svc", "interfaces": {"anthropicMessages": {}}}
                                                                   ^^^^^^^^^^^^^^^^^^^ model "gpt-4" does not serve anthropicMessages, so this is never read
      ]
    }
  }
}
```
## Accepted
```json
{
  "models": {
    "gpt-4": {
      "type": "chat",
      "endpoint": "http://adapter.svc/chat/completions",
      "upstreams": [{"id": "west", "baseUrl": "http://gpt.svc", "interfaces": {"openaiChatCompletions": {}}}]
    }
  }
}
```
## Source
DeploymentEndpointUtil: an interface the model does not serve is answered with 503.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.deployments import (
    INTERFACE_TYPES,
    Model,
)
from dial_lsp.rule import EntryContext, Finding, entry_rule

if TYPE_CHECKING:
    from collections.abc import Iterator


@entry_rule("models", severity=Severity.HINT, impact=Impact.NO_EFFECT)
def unserved_upstream_interface(model: Model, _context: EntryContext) -> Iterator[Finding]:
    """Find interfaces of upstreams that the model neither serves nor translates."""
    for upstream in model.upstreams:
        for name, value in upstream.interfaces:
            if name in INTERFACE_TYPES and model.passes_through(name) is None:
                yield Finding(
                    value.at.key(),
                    f'model "{model.name}" does not serve {name}, so this is never read',
                    help="Declare the interface in the model, or delete it here.",
                    tags=frozenset({"unnecessary"}),
                )
