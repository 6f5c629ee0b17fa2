"""A number of attempts below one.

`maxRetryAttempts` is how many calls Core makes at most, the first one included. With zero or less it makes none, and
every call fails.

## Flagged
```json
{
  "models": {
    "gpt-4": {
      "type": "chat",
      "endpoint": "http://gpt.models.svc/v1/chat/completions",
      "maxRetryAttempts": 0
                          ^ 0 attempts are no attempt at all: every call of model "gpt-4" fails
    }
  }
}
```
## Accepted
```json
{
  "models": {
    "gpt-4": {"type": "chat", "endpoint": "http://gpt.models.svc/v1/chat/completions", "maxRetryAttempts": 1}
  }
}
```
## Fix
Deleting it is offered, for the default.
## Source
UpstreamRouteProvider: "max retry attempts must be positive integer". Observed on Core's own classes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.change import Remove, Replace
from dial_lsp.rule import Context, Finding, Offer, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.deployments import Served


@rule(severity=Severity.ERROR, impact=Impact.CALL_FAILS)
def non_positive_attempts(context: Context) -> Iterator[Finding]:
    """Find numbers of attempts that make calls fail; null is told by another rule."""
    for found in context.access.objects_where(_makes_none):
        written = found.served.field("maxRetryAttempts")
        if any(problem.kind == "no-attempts" for problem in context.access.problems(found)):
            default = found.served.DEFAULT_ATTEMPTS
            yield Finding(
                written.at,
                f"{found.served.max_attempts} attempts are no attempt at all: every call of {found.label} fails",
                help=f"Write 1 for no retries, or leave it out for the default ({default}).",
                offers=(
                    Offer("Write 1: no retries", (Replace(written.at, 1),)),
                    Offer(f"Delete it for the default ({default})", (Remove(written.at.member()),)),
                ),
            )


def _makes_none(served: Served) -> bool:
    return served.field("maxRetryAttempts").is_number and served.max_attempts <= 0
