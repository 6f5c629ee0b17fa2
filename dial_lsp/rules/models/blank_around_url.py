"""A url with a blank before or after it.

Core does not trim urls. With a blank at either end the call fails, and nothing in the editor shows it.

## Flagged
```json
{
  "models": {
    "gpt-4": {"type": "chat", "endpoint": "http://gpt.models.svc/v1/chat/completions "}
                                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this url ends with a blank, and Core does not trim it: calls fail
  }
}
```
## Accepted
```json
{
  "models": {
    "gpt-4": {"type": "chat", "endpoint": "http://gpt.models.svc/v1/chat/completions"}
  }
}
```
## Fix
The blanks are removed.
## Source
Jackson keeps the text as written; java.net.URI refuses blanks. Observed on Core's own configuration classes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.endpoints import URL_SECTIONS, endpoints_of
from dial_lsp.rule import EntryContext, Finding, Offer, RestsOn, entry_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.values import Value


@entry_rule(
    *URL_SECTIONS,
    severity=Severity.ERROR,
    impact=Impact.CALL_FAILS,
    rests_on=RestsOn(parts_of_texts=True, only_written=True),
)
def blank_around_url(entry: Value, _context: EntryContext) -> Iterator[Finding]:
    """Find urls with blanks at their ends."""
    for endpoint in endpoints_of(entry):
        trimmed = endpoint.text.strip()
        if trimmed != endpoint.text:
            where = "starts" if endpoint.text[0].isspace() else "ends"
            yield Finding(
                endpoint.value.at,
                f"this url {where} with a blank, and Core does not trim it: calls fail",
                help="Remove the blank.",
                offers=(Offer("Remove the blanks", endpoint.replaced(trimmed), safe=True),),
            )
