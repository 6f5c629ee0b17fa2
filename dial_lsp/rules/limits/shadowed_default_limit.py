"""A role's limit that leaves out a window the role `default` limits.

The entry of `default` is a fallback as a whole, not window by window. As soon as one of the caller's roles has an
entry, `default` is not looked at, and each window the role leaves out is unlimited.

## Flagged
```json
{
  "roles": {
    "default": {"limits": {"gpt-4": {"minute": 1000, "month": 100000}}},
    "analyst": {"limits": {"gpt-4": {"minute": 5000}}}
                           ^^^^^^^ role "analyst" leaves out "month", which is then unlimited: the 100000 of role "default" does not apply
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
    "default": {"limits": {"gpt-4": {"minute": 1000, "month": 100000}}},
    "analyst": {"limits": {"gpt-4": {"minute": 5000, "month": 500000}}},
    "admin": {"limits": {"gpt-4": {}}}
  },
  "models": {
    "gpt-4": {"type": "chat", "endpoint": "http://gpt.models.svc/v1/chat/completions"}
  }
}
```
## Fix
Copying the windows of `default` is offered.
## Source
RateLimiter: one entry of the caller's roles replaces that of `default`. Observed on Core's own rate limiter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.access_control import UNLIMITED, WINDOWS
from dial_lsp.model.change import Insert
from dial_lsp.rulekit.rule import Context, Finding, Note, Offer, RestsOn, rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dial_lsp.access import LimitedName, SaidLimit


@rule(severity=Severity.INFORMATION, impact=Impact.UNLIMITED, rests_on=RestsOn(other_entries=True))
def shadowed_default_limit(context: Context) -> Iterator[Finding]:
    """Find entries with some windows, less those of the default's entry."""
    yield from context.access.all_of_limits(_shadowed)


def _shadowed(limited: LimitedName) -> Iterator[Finding]:
    for said in limited.said:
        default = said.default
        if default is None or default is said.entry or min(said.entry.values) == UNLIMITED or not said.decided:
            continue
        pairs = zip(WINDOWS, said.entry.values, default.values, strict=True)
        lost = {name: other for name, value, other in pairs if value == UNLIMITED > other}
        if lost:
            first = next(iter(lost))
            yield Finding(
                said.entry.at.key(),
                f'role "{said.role}" leaves out {_quoted(lost)}, which is then unlimited: '
                f'the {lost[first]} of role "default" does not apply',
                help="Write the window here too.",
                notes=(Note(default.limit.field(first).at, "the limit that does not apply"),),
                offers=(_copy(said, lost),),
            )


def _copy(said: SaidLimit, lost: Mapping[str, int]) -> Offer:
    changes = tuple(Insert(said.entry.at, name, value) for name, value in lost.items())
    return Offer(f'Copy {_quoted(lost)} from role "default"', changes)


def _quoted(names: Mapping[str, int]) -> str:
    return ", ".join(f'"{name}"' for name in names)
