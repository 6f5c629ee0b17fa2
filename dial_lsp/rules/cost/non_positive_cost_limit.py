"""A spending limit that is zero or negative.

Core compares what was spent so far with `costLimit`. The very first call of a caller passes, for nothing was spent
yet; after it every call is answered with 429. Zero neither closes models nor means "unlimited": a window that is left
out is.

## Flagged
```json
{
  "roles": {
    "trial": {"costLimit": {"day": 0, "month": -1}}
                                   ^ a spending limit of 0 lets one call pass, then Core answers 429
                                               ^^ -1 does not mean unlimited: one call passes, then Core answers 429
  }
}
```
## Accepted
```json
{
  "roles": {
    "trial": {"costLimit": {"day": 0.5, "month": 10}}
  }
}
```
## Fix
Deleting the window is offered, which makes it unlimited.
## Source
RateLimiter and CostRateLimit of DIAL Core: a first call has no record of spending. Observed on Core's own classes.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.access_control import TOKEN_WINDOWS
from dial_lsp.model.change import Remove
from dial_lsp.rule import WRITTEN, Context, Finding, Offer, rule

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule(severity=Severity.ERROR, impact=Impact.CALL_FAILS, rests_on=WRITTEN)
def non_positive_cost_limit(context: Context) -> Iterator[Finding]:
    """Find windows of costLimit that allow nothing; null is told by another rule."""
    for entry in context.access.cost_entries.values():
        for name, amount in zip(TOKEN_WINDOWS, entry.values, strict=True):
            if not isinstance(amount, Decimal) or amount > 0:
                continue
            written = entry.limit.member(name)
            what = "-1 does not mean unlimited: one call passes" if amount == -1 else _lets_pass(amount)
            yield Finding(
                written.at,
                f"{what}, then Core answers 429",
                help=f'Leave "{name}" out for unlimited, or close models to the role by their userRoles.',
                offers=(Offer(f'Delete "{name}", which makes it unlimited', (Remove(written.at.member()),)),),
            )


def _lets_pass(amount: Decimal) -> str:
    return f"a spending limit of {amount} lets one call pass"
