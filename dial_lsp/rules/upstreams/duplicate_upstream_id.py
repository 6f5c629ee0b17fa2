"""One id for two upstreams of a list.

Follow-up calls name the upstream they belong to by its `id`. Of two with one id Core always takes the first, so what
the second one stored is not found.

## Flagged
```json
{
  "models": {
    "gpt-4": {
      "type": "chat",
      "endpoint": "http://adapter.svc/chat/completions",
      "upstreams": [
        {"endpoint": "http://gpt-a.svc/openai", "id": "west"},
        {"endpoint": "http://gpt-b.svc/openai", "id": "west"}
                                                      ^^^^^^ another upstream has the id "west", and calls that name it always go there
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
        {"endpoint": "http://gpt-a.svc/openai", "id": "west"},
        {"endpoint": "http://gpt-b.svc/openai", "id": "east"}
      ]
    }
  }
}
```
## Source
UpstreamRouteProvider: the first upstream with the id in X-UPSTREAM-ID.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.served import served_in
from dial_lsp.rule import EntryContext, Finding, Note, entry_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.values import Value


@entry_rule("models", "routes", "applications", severity=Severity.WARNING, impact=Impact.NO_EFFECT)
def duplicate_upstream_id(entry: Value, _context: EntryContext) -> Iterator[Finding]:
    """Find ids that an earlier upstream of the same list has."""
    for served in served_in(entry):
        first: dict[str, Value] = {}
        for upstream in served.upstreams:
            written = upstream.field("id")
            if written.is_blank or written.text is None:
                continue
            other = first.setdefault(written.text, written)
            if other is not written:
                yield Finding(
                    written.at,
                    f'another upstream has the id "{written.text}", and calls that name it always go there',
                    help="Give each upstream an id of its own.",
                    notes=(Note(other.at, "the first one"),),
                )
