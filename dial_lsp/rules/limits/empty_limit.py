"""An empty limit that lifts the limits of other roles.

Of a caller's roles the highest limit counts, window by window, and an entry without windows is unlimited in all of
them. Who holds such a role beside a limited one is not limited at all.

## Flagged
```json
{
  "roles": {
    "analyst": {"limits": {"gpt-4": {"day": 100000}}},
    "reviewer": {"limits": {"gpt-4": {}}}
                                     ^^ this means unlimited, and overrides the limit of role "analyst" for "gpt-4", for every caller who has both roles
  },
  "models": {
    "gpt-4": {"type": "chat", "endpoint": "http://gpt.models.svc/v1/chat/completions"}
  }
}
```
## Accepted
```json
{
  "roles": {
    "reviewer": {"limits": {"gpt-4": {}}},
    "analyst": {"limits": {}}
  },
  "models": {
    "gpt-4": {"type": "chat", "endpoint": "http://gpt.models.svc/v1/chat/completions"}
  }
}
```
## When to ignore
Where the role is meant to be free of limits, as that of administrators usually is.
## Source
RateLimiter: the maximum of each window over the entries of the caller's roles. Observed on Core's own rate limiter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.access_control import DEFAULT_ROLE, UNLIMITED
from dial_lsp.rulekit.rule import Context, Finding, RestsOn, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.access import LimitedName, SaidLimit


@rule(severity=Severity.HINT, impact=Impact.UNLIMITED, rests_on=RestsOn(other_entries=True))
def empty_limit(context: Context) -> Iterator[Finding]:
    """Find entries without windows for names that other roles limit."""
    yield from context.access.all_of_limits(_empty)


def _empty(limited: LimitedName) -> Iterator[Finding]:
    for said in limited.said:
        if said.entry.limit.raw == {} and said.decided and (other := _limited(said)):
            whose = f'the limit of role "{other}" for "{said.name}", for every caller who has both roles'
            if other == DEFAULT_ROLE:
                whose = f'the limit of role "{other}" for "{said.name}"'
            yield Finding(
                said.entry.at,
                f"this means unlimited, and overrides {whose}",
                help=f'Write the windows role "{said.role}" should have, or delete the entry.',
            )


def _limited(said: SaidLimit) -> str | None:
    """Another role that limits the name."""
    return next((role for role, entry in said.others.items() if min(entry.values) < UNLIMITED), None)
