"""An upstream with interfaces but without an id.

An upstream of a model that declares `interfaces` needs an `id`, by which follow-up calls find it again. Without one
Core refuses the whole file.

## Flagged
```json
{
  "models": {
    "gpt-4": {
      "type": "chat",
      "endpoint": "http://gpt.models.svc/v1/chat/completions",
      "upstreams": [
        {"baseUrl": "http://east.gpt.svc", "interfaces": {"openaiResponses": {}}}
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ an upstream with interfaces needs an
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
      "upstreams": [
        {"id": "east", "baseUrl": "http://east.gpt.svc", "interfaces": {"openaiResponses": {}}}
      ]
    }
  }
}
```
## Fix
An id is offered, by the upstream's position.
## Source
ConfigPostProcessor: "An upstream declaring interfaces requires an id". Observed on Core's own configuration classes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.change import Insert, Replace
from dial_lsp.rule import EntryContext, Finding, Offer, entry_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.deployments import Model, Upstream


@entry_rule("models", severity=Severity.ERROR, impact=Impact.FILE_REJECTED)
def upstream_without_id(model: Model, _: EntryContext) -> Iterator[Finding]:
    """Find upstreams of models that declare interfaces and have no id."""
    for number, upstream in enumerate(model.upstreams, 1):
        if upstream.interfaces and upstream.field("id").is_blank:
            identifier = upstream.field("id")
            yield Finding(
                identifier.at if identifier.exists else upstream.at,
                "an upstream with interfaces needs an id; Core refuses the whole file",
                offers=(_offer(upstream, f"upstream-{number}"),),
            )


def _offer(upstream: Upstream, name: str) -> Offer:
    written = upstream.field("id")
    change = Replace(written.at, name) if written.exists else Insert(upstream.at, "id", name)
    return Offer(f'Give it the id "{name}"', (change,))
