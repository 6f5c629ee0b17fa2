"""A price that loads but cannot be computed with.

The load check reads prices as Java's `double`, the computation as a decimal number: `"NaN"`, `"Infinity"`, `"1d"`, `"
1 "` pass the first and fail the second on every call. Because the cost comes first, the model's token limits then stop
counting too.

## Flagged
```json
{
  "models": {
    "gpt-4": {
      "type": "chat",
      "endpoint": "http://gpt.models.svc/v1/chat/completions",
      "pricing": {"unit": "token", "prompt": " 0.00001 ", "completion": "0.00003d"}
                                             ^^^^^^^^^^^ " 0.00001 " is not a plain decimal number: the file loads,
                                                                        ^^^^^^^^^^ "0.00003d" is not a plain decimal
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
      "endpoint": "http://gpt.models.svc/v1/chat/completions",
      "pricing": {"unit": "token", "prompt": "0.00001"}
    }
  }
}
```
## Fix
Blanks and the suffix are cut off.
## Source
ModelCostCalculator and RateLimiter. Observed on Core's own configuration classes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.rule import EntryContext, Finding, entry_rule
from dial_lsp.shapes import shape_findings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.values import Value


@entry_rule(severity=Severity.ERROR, impact=Impact.CALL_FAILS)
def rate_not_decimal(value: Value, context: EntryContext) -> Iterator[Finding]:
    """Find prices that only the load check can read."""
    yield from shape_findings("rate-not-decimal", value, context, sure=("",))
