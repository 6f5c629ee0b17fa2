"""A null in `rateLimitSchedule`.

Core loads a null for `timezone` or `resetTime`, and cannot compute when a day begins. It asks for the day of every call
that has limits, so every such call fails, whichever windows they have. Without `weekStartDay` only weeks cannot be
computed. Core does not replace a null by the default; a member that is left out has it.

## Flagged
```json
{
  "rateLimitSchedule": {"timezone": null, "resetTime": "06:00"}
                                    ^^^^ timezone is null, so Core cannot tell when a day begins and every call with limits fails
}
```
```json
{
  "rateLimitSchedule": {"weekStartDay": null}
                                        ^^^^ weekStartDay is null, so Core cannot tell when a week begins and every call with a weekly limit fails
}
```
## Accepted
```json
{"rateLimitSchedule": {"timezone": "Europe/Berlin", "resetTime": "06:00"}}
```
## Fix
Deleting the member is offered, which restores the default.
## Source
Nulls of single members: run, with Core's own window arithmetic. That RateLimiter asks for the day window of every
limited call, and uses the whole schedule without looking whether it is null: read in its newest text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.change import Remove
from dial_lsp.rulekit.rule import EntryContext, Finding, Offer, entry_rule
from dial_lsp.schema.gate import known

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.values import Value

_DEFAULTS = {"timezone": "UTC", "resetTime": "00:00", "weekStartDay": "Mon"}


@entry_rule("rateLimitSchedule", severity=Severity.ERROR, impact=Impact.CALL_FAILS)
def schedule_null(value: Value, context: EntryContext) -> Iterator[Finding]:
    """Find schedules, or members of them, that are null."""
    name = value.entry.name
    if value.raw is not None or known("rateLimitSchedule", context.version) is None:
        return
    if name is None:
        message = "rateLimitSchedule is null, and every call with limits fails"
        yield Finding(
            value.at, message, help="Delete it for the defaults (UTC, 00:00 and Mon).", offers=(_deleting(value),)
        )
    elif name in _DEFAULTS:
        weeks_only = name == "weekStartDay"
        window, calls = ("week", "a weekly limit") if weeks_only else ("day", "limits")
        yield Finding(
            value.at,
            f"{name} is null, so Core cannot tell when a {window} begins and every call with {calls} fails",
            help=f"Delete it for the default ({_DEFAULTS[name]}).",
            offers=(_deleting(value),),
            severity=Severity.WARNING if weeks_only else None,
        )


def _deleting(value: Value) -> Offer:
    name = value.entry.name or value.entry.section
    return Offer(f'Delete "{name}"', (Remove(value.at.member()),), safe=True)
