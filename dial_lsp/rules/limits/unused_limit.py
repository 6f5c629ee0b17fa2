"""A limit of a role that may not call what it limits.

When something lists `userRoles`, Core looks at the limits of those roles only. The entry of any other role is never
read.

## Flagged
```json
{
  "roles": {
    "guest": {"limits": {"gpt-4": {"day": 100000}}},
                         ^^^^^^^ never used: model "gpt-4" does not admit role "guest"
    "analyst": {"limits": {"gpt-4": {"day": 900000}}}
  },
  "models": {
    "gpt-4": {
      "type": "chat",
      "endpoint": "http://gpt.models.svc/v1/chat/completions",
      "userRoles": ["analyst"]
    }
  }
}
```
## Accepted
```json
{
  "roles": {
    "analyst": {"limits": {"gpt-4": {"day": 900000}}}
  },
  "models": {
    "gpt-4": {
      "type": "chat",
      "endpoint": "http://gpt.models.svc/v1/chat/completions",
      "userRoles": ["analyst", "reviewer"]
    }
  }
}
```
## Fix
The entry is deleted, which changes nothing for anybody.
## Source
RateLimiter: the caller's roles are first cut down to those in `userRoles`. Observed on Core's own rate limiter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.access_control import DEFAULT_ROLE
from dial_lsp.model.change import Remove
from dial_lsp.rule import Context, Finding, Offer, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.access import LimitedName, Object


@rule(severity=Severity.HINT, impact=Impact.NO_EFFECT)
def unused_limit(context: Context) -> Iterator[Finding]:
    """Find entries that decide nothing, though what they limit exists and admits somebody."""
    yield from context.access.all_of_limits(_unused)


def _unused(limited: LimitedName) -> Iterator[Finding]:
    for said in limited.said:
        if said.decided or not said.objects:
            continue
        shut = [found for found in said.objects if found.allowed]
        if len(shut) == len(said.objects):
            yield Finding(
                said.entry.at.key(),
                f"never used: {_why(said.role, shut[0])}",
                help="Delete the entry, or admit the role.",
                offers=(Offer("Delete the limit", (Remove(said.entry.at.member()),), safe=True),),
                tags=frozenset({"unnecessary"}),
            )


def _why(role: str, found: Object) -> str:
    if role == DEFAULT_ROLE:
        return f"every role that {found.label} admits has a limit of its own"
    return f'{found.label} does not admit role "{role}"'
