"""A number of attempts where there is one thing to try.

Applications, toolsets and interceptors have no upstreams: Core calls their endpoint once, whatever `maxRetryAttempts`
says.

## Flagged
```json
{
  "applications": {
    "search": {
      "endpoint": "http://search.apps.svc/chat/completions",
      "maxRetryAttempts": 5
      ^^^^^^^^^^^^^^^^^^^^^ application "search" has no upstreams, so maxRetryAttempts has no effect
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
      "upstreams": [{"endpoint": "http://gpt-a.svc/openai"}, {"endpoint": "http://gpt-b.svc/openai"}],
      "maxRetryAttempts": 3
    }
  }
}
```
## Fix
It is deleted, which changes nothing.
## Source
Read in UpstreamRouteProvider: without upstreams a deployment has one made of its endpoint; attempts run out at the
smaller of the two numbers (run).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.rulekit.offers import deleting
from dial_lsp.rulekit.rule import EntryContext, Finding, entry_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.deployments import Deployment


@entry_rule("applications", "toolsets", "interceptors", severity=Severity.HINT, impact=Impact.NO_EFFECT)
def inert_attempts(deployment: Deployment, _: EntryContext) -> Iterator[Finding]:
    """Find attempts above one where there are no upstreams."""
    written = deployment.field("maxRetryAttempts")
    if deployment.max_attempts > 1 and not deployment.upstreams:
        yield Finding(
            written.at.member(),
            f'{deployment.KIND} "{deployment.name}" has no upstreams, so maxRetryAttempts has no effect',
            help="Delete it.",
            offers=(deleting(written, safe=True),),
            tags=frozenset({"unnecessary"}),
        )
