"""A url that Core cannot call.

Deployments, features, toolsets, translators and routes are called at their urls as written: an absolute http or https
url, for a route also ws or wss. Anything else makes every call fail.

## Flagged
```json
{
  "models": {
    "gpt-4": {"type": "chat", "endpoint": "gpt.models.svc/v1/chat/completions"}
                                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this url does not start with http://, so calls fail
  }
}
```
```json
{
  "routes": {
    "files": {"paths": ["/files"], "upstreams": [{"endpoint": "file:///srv/files"}]}
                                                              ^^^^^^^^^^^^^^^^^^^ this url has the scheme file, so calls fail
  }
}
```
## Accepted
```json
{
  "models": {
    "gpt-4": {"type": "chat", "endpoint": "http://gpt.models.svc/v1/chat/completions"}
  },
  "routes": {
    "live": {"paths": ["/live"], "upstreams": [{"endpoint": "wss://live.svc/socket"}]}
  }
}
```
## Source
Core hands the url to its HTTP client; DIAL Admin refuses the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model import urls
from dial_lsp.model.endpoints import URL_SECTIONS, endpoints_of
from dial_lsp.rule import EntryContext, Finding, Offer, RestsOn, entry_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.values import Value


@entry_rule(
    *URL_SECTIONS,
    severity=Severity.ERROR,
    impact=Impact.CALL_FAILS,
    rests_on=RestsOn(parts_of_texts=True, only_written=True),
)
def invalid_endpoint(entry: Value, _context: EntryContext) -> Iterator[Finding]:
    """Find urls Core calls itself that are none; what it hands to adapters is theirs to understand."""
    for endpoint in endpoints_of(entry):
        problem = urls.problem_of(endpoint.text, endpoint.schemes) if endpoint.caller != "adapter" else None
        if problem is not None:
            start = urls.host_like(endpoint.text)
            yield Finding(
                endpoint.value.at,
                f"this url {problem}, so calls fail",
                help="Write the whole url, such as http://gpt.models.svc/v1/chat/completions.",
                offers=tuple(
                    Offer(f"Put {scheme}:// before it", endpoint.replaced(f"{scheme}://{start}"))
                    for scheme in (urls.HTTP if start else ())
                ),
            )
