"""A price that is most likely meant for a thousand or a million tokens.

Prices are in USD for one token or one character. Price lists show them for a million: `"2.5"` taken from such a list
makes a call of 1000 tokens cost 2500 USD, and `costLimit` is used up at once.

## Flagged
```json /models/gpt-4
"type": "chat",
"endpoint": "http://gpt.models.svc/v1/chat/completions",
"pricing": {"unit": "token", "prompt": "2.5", "completion": "0.00001"}
                                       ^^^^^ 2.5 USD per token is most likely the price of a million tokens
```
## Accepted
```json /models/gpt-4
"type": "chat",
"endpoint": "http://gpt.models.svc/v1/chat/completions",
"pricing": {"unit": "token", "prompt": "0.0000025", "completion": "0.00001"}
```
## Fix
Dividing by a million and by a thousand is offered.
## Source
Read in ModelCostCalculator: it multiplies the price by the number of tokens; DIAL's documentation of `pricing`.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.change import Replace
from dial_lsp.model.pricing import PRICED_UNITS
from dial_lsp.rulekit.rule import EntryContext, Finding, Offer, entry_rule
from dial_lsp.schema.remarks import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dial_lsp.model.deployments import Model
    from dial_lsp.model.values import Value

_TOO_MUCH = Decimal("0.01")
_THOUSAND, _MILLION = Decimal(1000), Decimal(1_000_000)
_FOR_A_MILLION = Decimal("0.1")
_MOST_DIGITS = 20


@entry_rule("models", severity=Severity.WARNING, impact=Impact.ADVICE)
def rate_per_million(model: Model, _context: EntryContext) -> Iterator[Finding]:
    """Find prices above one cent for a token or character; no model costs as much."""
    unit = model.pricing.unit.text
    if unit not in PRICED_UNITS:
        return
    one, many = ("token", "tokens") if unit == "token" else ("character", "characters")
    for written, rate in model.pricing.rates():
        if rate > _TOO_MUCH:
            meant = "a million" if rate >= _FOR_A_MILLION else "a thousand"
            parts = (_MILLION, _THOUSAND) if rate >= _FOR_A_MILLION else (_THOUSAND, _MILLION)
            yield Finding(
                written.at,
                f"{quoted(written.raw)[1:-1]} USD per {one} is most likely the price of {meant} {many}",
                help=f"Write the price of one {one}.",
                offers=tuple(_offers(written, rate, parts)),
            )


def _offers(written: Value, rate: Decimal, parts: Sequence[Decimal]) -> Iterator[Offer]:
    if rate.adjusted() > _MOST_DIGITS:
        return  # no price of anything
    for part in parts:
        price = f"{(rate / part).normalize():f}"
        yield Offer(f'Write "{price}" (divided by {part:,})', (Replace(written.at, price),))
