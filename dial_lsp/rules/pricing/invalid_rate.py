"""A price that Core cannot read.

Prices are text that Java can read as a number. A JSON number makes Core refuse the whole file, and so does text such
as `"0,01"` or `"$3"`.

## Flagged
```json
{
  "models": {
    "gpt-4": {
      "type": "chat",
      "endpoint": "http://gpt.models.svc/v1/chat/completions",
      "pricing": {"unit": "token", "prompt": 0.00001, "completion": "0,00003"}
                                             ^^^^^^^ 0.00001 is not text; Core refuses the whole file
                                                                    ^^^^^^^^^ "0,00003" is not a number; Core refuses
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
      "pricing": {"unit": "token", "prompt": "0.00001", "completion": "0.00003"}
    }
  }
}
```
## Fix
A number is put into quotes.
## Source
PricingRateDeserializer and DoubleStringDeserializer. Observed on Core's own configuration classes.
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
def invalid_rate(value: Value, context: EntryContext) -> Iterator[Finding]:
    """Find prices that are no number as text."""
    yield from shape_findings("invalid-rate", value, context, safe=True)
