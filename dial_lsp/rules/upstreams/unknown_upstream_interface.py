"""An interface of an upstream that Core does not know.

What an upstream says of an interface is looked up by the exact name of the interface. Under any other name it is never
read.

## Flagged
```json
{
  "models": {
    "gpt-4": {
      "type": "chat",
      "endpoint": "http://adapter.svc/chat/completions",
      "upstreams": [
        {"id": "west", "baseUrl": "http://gpt.svc", "interfaces": {"openaiChatCompletion": {}}}
                                                                   ^^^^^^^^^^^^^^^^^^^^^^ Core knows no interface "openaiChatCompletion", so this is never read; did you mean "openaiChatCompletions"?
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
## Fix
The interface that is most like it is offered.
## Source
InterfaceType of DIAL Core. Observed on Core's own configuration classes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.change import Rename
from dial_lsp.model.deployments import (
    INTERFACE_TYPES,
    Model,
)
from dial_lsp.model.near_names import nearest
from dial_lsp.rule import WRITTEN, EntryContext, Finding, Offer, entry_rule

if TYPE_CHECKING:
    from collections.abc import Iterator


@entry_rule("models", severity=Severity.WARNING, impact=Impact.NO_EFFECT, rests_on=WRITTEN)
def unknown_upstream_interface(model: Model, _context: EntryContext) -> Iterator[Finding]:
    """Find names of interfaces in upstreams that are none."""
    for upstream in model.upstreams:
        for name, value in upstream.interfaces:
            if name not in INTERFACE_TYPES:
                near = nearest(name, INTERFACE_TYPES, limit=1)
                meant = f'; did you mean "{near[0]}"?' if near else ""
                yield Finding(
                    value.at.key(),
                    f'Core knows no interface "{name}", so this is never read{meant}',
                    help=f"The interfaces are {', '.join(INTERFACE_TYPES)}.",
                    offers=tuple(Offer(f'Rename it to "{one}"', (Rename(value.at, one),)) for one in near),
                )
