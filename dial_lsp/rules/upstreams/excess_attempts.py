"""More attempts than there is anything to try.

Core makes at most as many attempts as upstreams are listed, and at most two for each enabled one. A deployment without
upstreams has one, its own endpoint, so it is never called twice.

## Flagged
```json
{
  "models": {
    "gpt-4": {
      "type": "chat",
      "endpoint": "http://adapter.svc/chat/completions",
      "upstreams": [{"endpoint": "http://gpt.svc/openai"}],
      "maxRetryAttempts": 3
                          ^ Core makes 1 attempt at most here, not 3
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
      "maxRetryAttempts": 2
    }
  }
}
```
## Source
UpstreamRouteProvider: the smaller of the two numbers. Observed on Core's own classes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.change import Replace
from dial_lsp.rule import Context, Finding, Offer, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.deployments import Served


@rule(severity=Severity.HINT, impact=Impact.NO_EFFECT)
def excess_attempts(context: Context) -> Iterator[Finding]:
    """Find numbers of attempts that are never reached."""
    for found in context.access.objects_where(_says_attempts):
        written = found.served.field("maxRetryAttempts")
        choice = context.access.upstreams(found)
        most = choice.attempts
        if choice.failure is None and 0 < most < found.served.max_attempts:
            yield Finding(
                written.at,
                f"Core makes {most} attempt{'s' if most > 1 else ''} at most here, not {found.served.max_attempts}",
                help="Add upstreams, or lower the number.",
                offers=(Offer(f"Write {most}", (Replace(written.at, most),)),),
            )


def _says_attempts(served: Served) -> bool:
    return served.field("maxRetryAttempts").is_set
