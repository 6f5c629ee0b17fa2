"""A model's endpoint that does not end as the APIs of models do.

Core appends nothing to `endpoint`: the whole path is written, up to `/chat/completions`, `/completions` or
`/embeddings`; `responsesEndpoint` ends in `/responses`. A url that stops earlier is mostly a base url, which belongs
into `baseUrl` of an interface.

## Flagged
```json
{
  "models": {
    "gpt-4": {"type": "chat", "endpoint": "http://gpt.models.svc/v1"}
                                          ^^^^^^^^^^^^^^^^^^^^^^^^^^ Core calls this url as it stands, and it does not end in /chat/completions, /completions or /embeddings
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
      "responsesEndpoint": "http://gpt.models.svc/v1/responses"
    }
  }
}
```
## When to ignore
Where an adapter has paths of its own.
## Source
DeploymentEndpointUtil: legacy endpoints are used verbatim. DIAL Admin warns of the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model import urls
from dial_lsp.rule import WRITTEN, EntryContext, Finding, entry_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.deployments import (
        Model,
    )

_ENDS = {"endpoint": ("/chat/completions", "/completions", "/embeddings"), "responsesEndpoint": ("/responses",)}


@entry_rule("models", severity=Severity.HINT, impact=Impact.ADVICE, rests_on=WRITTEN)
def unusual_endpoint_path(model: Model, _context: EntryContext) -> Iterator[Finding]:
    """Find endpoints of models with an end of their own."""
    for name, ends in _ENDS.items():
        written = model.field(name)
        text = written.text or ""
        path = urls.path_of(text)
        if path is not None and urls.host_of(text) and not path.endswith(ends):
            *first, last = ends
            allowed = f"{', '.join(first)} or {last}" if first else last
            yield Finding(
                written.at,
                f"Core calls this url as it stands, and it does not end in {allowed}",
                help="Write the whole url, or give an interface this url as its base_url.",
            )
