"""An interface of a model without a url.

An interface that a model passes through needs a url: its own `base_url` or the model's `baseUrl`. The older `endpoint`
does not count here. Without one Core refuses the whole file; of other deployments it answers calls with 503.

## Flagged
```json
{
  "models": {
    "claude": {
      "type": "chat",
      "endpoint": "http://claude.models.svc/v1/chat/completions",
      "interfaces": {
        "anthropicMessages": {}
        ^^^^^^^^^^^^^^^^^^^ the interface "anthropicMessages" has no base_url and the model no baseUrl; Core refuses
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
        "anthropicMessages": {}
      }
    }
  }
}
```
```json
{
  "models": {
    "claude": {
      "type": "chat",
      "interfaces": {
        "anthropicMessages": {"base_url": "http://claude.models.svc"}
      }
    }
  }
}
```
## Source
ConfigPostProcessor: "Interface declares no base_url and the model declares no baseUrl". Observed on Core's own
configuration classes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.rule import EntryContext, Finding, entry_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.deployments import Model


@entry_rule("models", severity=Severity.ERROR, impact=Impact.FILE_REJECTED)
def interface_without_url(model: Model, _: EntryContext) -> Iterator[Finding]:
    """Find interfaces passed through to nowhere."""
    if model.base_url.is_set:
        return
    for interface in model.interfaces:
        if isinstance(interface.raw, dict) and not (
            interface.is_translated or interface.translator.is_set or interface.base_url.is_set
        ):
            yield Finding(
                interface.at.key(),
                f'the interface "{interface.type}" has no base_url and the model no baseUrl; Core refuses the whole file',
                help="Write the url the interface is served at, without the path of the call.",
            )
