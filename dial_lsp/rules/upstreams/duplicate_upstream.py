"""The same upstream twice in one list.

Twins get twice the share of calls, but Core keeps one record of failures for both, so when one is taken out after an
error the other may be asked once more. Lists of several files are appended to each other, which is how twins come
about.

## Flagged
```json
{
  "models": {
    "gpt-4": {
      "type": "chat",
      "endpoint": "http://adapter.svc/chat/completions",
      "upstreams": [
        {"endpoint": "http://gpt-a.svc/openai", "key": "${KEY_A}"},
        {"endpoint": "http://gpt-a.svc/openai", "key": "${KEY_A}", "weight": 2}
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this upstream is listed before, so it gets a double share of the calls
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
      "upstreams": [
        {"endpoint": "http://gpt-a.svc/openai", "key": "${KEY_A}"},
        {"endpoint": "http://gpt-a.svc/openai", "key": "${KEY_B}"}
      ]
    }
  }
}
```
## Fix
Deleting the second one is offered.
## Source
UpstreamState is kept by equality of upstreams. Observed on Core's own balancers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.change import Remove
from dial_lsp.model.served import served_in
from dial_lsp.rule import EntryContext, Finding, Note, Offer, entry_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.deployments import (
        Upstream,
    )
    from dial_lsp.model.values import Value


@entry_rule("models", "routes", "applications", severity=Severity.WARNING, impact=Impact.NO_EFFECT)
def duplicate_upstream(entry: Value, _context: EntryContext) -> Iterator[Finding]:
    """Find upstreams that differ from an earlier one in nothing but the weight."""
    for served in served_in(entry):
        seen: list[tuple[dict[str, object], Upstream]] = []
        for upstream in served.upstreams:
            if not isinstance(upstream.raw, dict) or upstream.field("endpoint").is_blank:
                continue
            about = {name: value for name, value in upstream.raw.items() if name != "weight"}
            first = next((other for known, other in seen if known == about), None)
            if first is None:
                seen.append((about, upstream))
                continue
            yield Finding(
                upstream.at,
                "this upstream is listed before, so it gets a double share of the calls",
                help="Delete one of them, and use the weight for the share.",
                notes=(Note(first.at, "the same upstream"),),
                offers=(Offer("Delete this one", (Remove(upstream.at),)),),
            )
