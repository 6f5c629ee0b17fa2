"""A role that lowers the limits of whoever gets it.

The first of a caller's roles with an entry replaces the entry of `default`. When it allows less, a caller who gains
the role may do less than before, and 403 or 429 follow.

## Flagged
```json
{
  "roles": {
    "default": {"limits": {"gpt-4": {"day": 100000}}},
    "analyst": {"limits": {"gpt-4": {"day": 1000}}}
                                            ^^^^ callers with role "analyst" have less than those without it: 1000, where role "default" allows 100000
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
    "default": {"limits": {"gpt-4": {"day": 1000}}},
    "analyst": {"limits": {"gpt-4": {"day": 100000}}}
  },
  "models": {
    "gpt-4": {"type": "chat", "endpoint": "http://gpt.models.svc/v1/chat/completions"}
  }
}
```
## When to ignore
Where the role is meant to hold its callers back, such as one for trials.
## Source
RateLimiter: one entry of the caller's roles replaces that of `default`. Observed on Core's own rate limiter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.access_control import UNLIMITED, WINDOWS
from dial_lsp.rulekit.rule import Context, Finding, Note, RestsOn, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.access import LimitedName


@rule(severity=Severity.HINT, impact=Impact.ADVICE, rests_on=RestsOn(other_entries=True))
def limit_below_default(context: Context) -> Iterator[Finding]:
    """Find windows that are lower than the default's; those that deny are told by another rule."""
    yield from context.access.all_of_limits(_below_default)


def _below_default(limited: LimitedName) -> Iterator[Finding]:
    for said in limited.said:
        default = said.default
        if default is None or default is said.entry or not said.decided:
            continue
        for name, value, other in zip(WINDOWS, said.entry.values, default.values, strict=True):
            if 0 < value < other:
                allowed = "any amount" if other == UNLIMITED else f"{other}"
                yield Finding(
                    said.entry.limit.field(name).at,
                    f'callers with role "{said.role}" have less than those without it: {value}, '
                    f'where role "default" allows {allowed}',
                    help="Raise the limit, or lower that of the default.",
                    notes=(Note(default.at, 'what role "default" allows'),),
                )
                break
