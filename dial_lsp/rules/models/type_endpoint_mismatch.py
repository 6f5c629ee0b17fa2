"""A model whose endpoint is one for another type of model.

Core sends calls to `endpoint` as it stands. A chat request at an embeddings endpoint, or the reverse, fails there.

## Flagged
```json
{
  "models": {
    "gpt-4": {"type": "chat", "endpoint": "http://gpt.models.svc/v1/embeddings"}
                                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ a chat model is called here, but the endpoint ends in /embeddings
  }
}
```
## Accepted
```json
{
  "models": {
    "ada": {"type": "embedding", "endpoint": "http://ada.models.svc/v1/embeddings"}
  }
}
```
## Fix
The type that goes with the endpoint is offered.
## Source
DIAL's documentation of `models`; DIAL Admin refuses the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model import urls
from dial_lsp.model.change import Replace
from dial_lsp.rule import EntryContext, Finding, Offer, RestsOn, entry_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.deployments import (
        Model,
    )

_MISMATCHES = {
    "chat": {"/embeddings": "embedding"},
    "completion": {"/embeddings": "embedding", "/chat/completions": "chat"},
    "embedding": {"/chat/completions": "chat", "/completions": "completion"},
}


@entry_rule("models", severity=Severity.WARNING, impact=Impact.CALL_FAILS, rests_on=RestsOn(parts_of_texts=True))
def type_endpoint_mismatch(model: Model, _context: EntryContext) -> Iterator[Finding]:
    """Find endpoints whose last part belongs to another type."""
    path = urls.path_of(model.endpoint.text or "") or ""
    for end, other in _MISMATCHES.get(model.type or "", {}).items():
        if path.endswith(end):
            yield Finding(
                model.endpoint.at,
                f"{_a(model.type or '')} model is called here, but the endpoint ends in {end}",
                help="Correct the endpoint or the type.",
                offers=(Offer(f'Write "type": "{other}"', (Replace(model.field("type").at, other),)),),
            )
            return


def _a(kind: str) -> str:
    return f"an {kind}" if kind.startswith("e") else f"a {kind}"
