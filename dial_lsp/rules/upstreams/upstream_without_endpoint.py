"""An upstream without a url.

For a route the `endpoint` of the upstream is what Core calls. For a model it goes to the adapter as a header; an
upstream with no url at all gives the adapter nothing but a key.

## Flagged
```json /routes
"files": {"paths": ["/files"], "upstreams": [{"key": "${FILES_KEY}"}]}
                                             ^^^^^^^^^^^^^^^^^^^^^^^ this upstream has no endpoint, so calls that choose it fail
```
```json /models/gpt-4
"type": "chat",
"endpoint": "http://adapter.svc/chat/completions",
"upstreams": [{"key": "${OPENAI_KEY}"}]
              ^^^^^^^^^^^^^^^^^^^^^^^^ this upstream has no url, so the adapter gets only a key
```
## Accepted
```json /models/gpt-4
"type": "chat",
"endpoint": "http://adapter.svc/chat/completions",
"upstreams": [{"endpoint": "http://gpt.svc/openai", "key": "${OPENAI_KEY}"}]
```
## When to ignore
Where an adapter finds its provider by the key alone. By `extraData`, as that of Bedrock does, is never reported.
## Source
Read in BaseRouteController and UpstreamHeaders of DIAL Core.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.routing import Route
from dial_lsp.model.served import served_in
from dial_lsp.rulekit.rule import EntryContext, Finding, entry_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.values import Value


@entry_rule("models", "routes", "applications", severity=Severity.ERROR, impact=Impact.CALL_FAILS)
def upstream_without_endpoint(entry: Value, _context: EntryContext) -> Iterator[Finding]:
    """Find upstreams of routes without an endpoint, and those of models without any url."""
    for served in served_in(entry):
        is_route = isinstance(served, Route)
        names = ("endpoint",) if is_route else ("endpoint", "responsesEndpoint", "baseUrl")
        for upstream in served.upstreams:
            if not isinstance(upstream.raw, dict) or upstream.interfaces:
                continue
            if not is_route and any(upstream.field(name).is_set for name in ("extraData", "secretExtraData")):
                continue
            if all(upstream.field(name).is_blank for name in names) and not upstream.is_misspelt(*names):
                yield Finding(
                    upstream.at,
                    "this upstream has no endpoint, so calls that choose it fail"
                    if is_route
                    else "this upstream has no url, so the adapter gets only a key",
                    help='Write its "endpoint".',
                    severity=None if is_route else Severity.INFORMATION,
                    impact=None if is_route else Impact.ADVICE,
                )
