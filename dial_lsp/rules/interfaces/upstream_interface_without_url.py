"""An interface of an upstream without a url.

An interface of a model's upstream has an `endpoint` of its own or is found under the upstream's `baseUrl`. With
neither Core refuses the whole file.

## Flagged
```json
{
  "models": {
    "gpt-4": {
      "type": "chat",
      "endpoint": "http://gpt.models.svc/v1/chat/completions",
      "responsesEndpoint": "http://gpt.models.svc/v1/responses",
      "upstreams": [
        {"id": "east", "endpoint": "http://east.gpt.svc/openai", "interfaces": {"openaiResponses": {}}}
                                                                                ^^^^^^^^^^^^^^^^^ the interface
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
      "endpoint": "http://gpt.models.svc/v1/chat/completions",
      "responsesEndpoint": "http://gpt.models.svc/v1/responses",
      "upstreams": [
        {"id": "east", "interfaces": {"openaiResponses": "http://east.gpt.svc/v1/responses"}}
      ]
    }
  }
}
```
## Source
ConfigPostProcessor: "declares no endpoint and the upstream declares no baseUrl". Observed on Core's own configuration
classes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.nested import UpstreamInterface
from dial_lsp.rule import EntryContext, Finding, entry_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.deployments import Model


@entry_rule("models", severity=Severity.ERROR, impact=Impact.FILE_REJECTED)
def upstream_interface_without_url(model: Model, _: EntryContext) -> Iterator[Finding]:
    """Find interfaces of upstreams that lead nowhere."""
    for upstream in model.upstreams:
        if upstream.field("baseUrl").is_set:
            continue
        for name, value in upstream.interfaces:
            if value.is_null or (isinstance(value.raw, dict) and not UpstreamInterface.of(value).endpoint.is_set):
                yield Finding(
                    value.at.key(),
                    f'the interface "{name}" has no endpoint and the upstream no baseUrl; Core refuses the whole file',
                )
