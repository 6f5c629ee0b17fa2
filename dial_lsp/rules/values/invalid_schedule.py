"""A time zone or time of day that Core cannot read.

The days, weeks and months of limits begin anew by `rateLimitSchedule`. Its `timezone` must be a region that Java knows
(offsets such as `+02:00` are refused) and its `resetTime` a time as `HH:mm`; otherwise Core refuses the whole file.

## Flagged
```json
{
  "rateLimitSchedule": {"timezone": "+02:00", "resetTime": "6:00"}
                                    ^^^^^^^^ "+02:00" is not a time zone that Java knows by name; Core refuses the
                                                           ^^^^^^ "6:00" is not a time of day; Core refuses the whole
}
```
## Accepted
```json
{
  "rateLimitSchedule": {"timezone": "Europe/Berlin", "resetTime": "06:00", "weekStartDay": "Mon"}
}
```
## Fix
Where the time meant is clear it is offered.
## Source
RateLimitSchedule. Observed on Core's own configuration classes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.rule import EntryContext, Finding, entry_rule
from dial_lsp.shapes import shape_findings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.values import Value


@entry_rule(severity=Severity.ERROR, impact=Impact.FILE_REJECTED)
def invalid_schedule(value: Value, context: EntryContext) -> Iterator[Finding]:
    """Find schedules Core cannot read."""
    yield from shape_findings("invalid-schedule", value, context)
