"""A limit for a short time only.

A window that is left out is unlimited. A role with 10000 tokens a minute and nothing else may spend 432 million a
month.

## Flagged
```json
{
  "roles": {
    "analyst": {"limits": {"gpt-4": {"minute": 10000}}}
                           ^^^^^^^ only "minute" is limited, so role "analyst" has no limit for a longer time
  },
  "models": {"gpt-4": {"type": "chat", "endpoint": "http://gpt.models.svc/v1/chat/completions"}}
}
```
## Accepted
```json
{
  "roles": {"analyst": {"limits": {"gpt-4": {"minute": 10000, "month": 5000000}}}},
  "models": {"gpt-4": {"type": "chat", "endpoint": "http://gpt.models.svc/v1/chat/completions"}}
}
```
## When to ignore
Where the limit protects the model from bursts and spending is no concern.
## Source
Read in Limit of DIAL Core: every window is unlimited unless written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.access_control import UNLIMITED, WINDOWS
from dial_lsp.rulekit.limits import each_limit
from dial_lsp.rulekit.rule import Finding, RestsOn, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.access import SaidLimit


@rule(severity=Severity.HINT, impact=Impact.UNLIMITED, profile="strict", rests_on=RestsOn(other_entries=True))
@each_limit
def partial_limit(said: SaidLimit) -> Iterator[Finding]:
    """Find entries that limit the minute, or the hour, and nothing longer."""
    windows = [name for name, value in zip(WINDOWS, said.entry.values, strict=True) if value < UNLIMITED]
    if windows and said.decided and all(name in ("minute", "requestHour") for name in windows):
        names = " and ".join(f'"{name}"' for name in windows)
        yield Finding(
            said.entry.at.key(),
            f"only {names} {'is' if len(windows) == 1 else 'are'} limited, "
            f'so role "{said.role}" has no limit for a longer time',
            help="Add a limit for the day, week or month.",
        )
