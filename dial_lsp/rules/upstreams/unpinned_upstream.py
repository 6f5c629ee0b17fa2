"""An upstream without an id behind the Responses API.

What one call of the Responses API stores, such as a conversation, is looked up at the same upstream by the next.
Core remembers the upstream by its `id`; DIAL's documentation requires one for each.

## Flagged
```json
{
  "models": {
    "gpt-4": {
      "type": "chat",
      "responsesEndpoint": "http://adapter.svc/v1/responses",
      "upstreams": [
        {"responsesEndpoint": "http://gpt-a.svc/v1/responses", "id": "west"},
        {"responsesEndpoint": "http://gpt-b.svc/v1/responses"}
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ model "gpt-4" serves the Responses API, and this upstream has no id to find it again by
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
      "responsesEndpoint": "http://adapter.svc/v1/responses",
      "upstreams": [
        {"responsesEndpoint": "http://gpt-a.svc/v1/responses", "id": "west"},
        {"responsesEndpoint": "http://gpt-b.svc/v1/responses", "id": "east"}
      ]
    }
  }
}
```
## Source
DIAL's documentation of `upstreams`; UpstreamRouteProvider falls back to the endpoint.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.rule import EntryContext, Finding, entry_rule
from dial_lsp.schema.versions import Version

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.deployments import (
        Model,
    )


@entry_rule("models", severity=Severity.WARNING, impact=Impact.ADVICE)
def unpinned_upstream(model: Model, context: EntryContext) -> Iterator[Finding]:
    """Find the first of several upstreams that has no id where calls must find one again."""
    upstreams = [upstream for upstream in model.upstreams if isinstance(upstream.raw, dict)]
    if len(upstreams) < 2 or context.version < _IDS or not model.passes_through("openaiResponses"):  # noqa: PLR2004
        return
    missing = next((one for one in upstreams if one.field("id").is_blank and not one.interfaces), None)
    if missing is not None:
        yield Finding(
            missing.at,
            f'model "{model.name}" serves the Responses API, and this upstream has no id to find it again by',
            help='Give each upstream an "id" of its own.',
        )


_IDS = Version(0, 44)
