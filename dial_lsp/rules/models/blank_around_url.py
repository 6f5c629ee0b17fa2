"""A url with a blank before or after it.

Nothing in the editor shows such a blank. Core cuts blanks off the urls of deployments, so most do no harm. Calls fail
where something comes between the blank and the end of the url: behind a query string, and where Core appends a path to
a base url. Of the urls of routes Core cuts nothing off.

## Flagged
```json
{
  "models": {
    "gpt-4": {"type": "chat", "endpoint": "http://gpt.models.svc/chat/completions?api-version=1 "}
                                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this url ends with a blank, and Core does not cut it off: calls fail
  }
}
```
## Accepted
```json
{
  "models": {
    "gpt-4": {"type": "chat", "endpoint": "http://gpt.models.svc/v1/chat/completions "}
  }
}
```
## Fix
The blanks are removed.
## Source
Jackson keeps the text as written (run); what Core's url parser cuts off was read, that it does not help behind a base
url is inferred.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.endpoints import URL_SECTIONS, endpoints_of
from dial_lsp.rule import EntryContext, Finding, Offer, RestsOn, entry_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.endpoints import Endpoint
    from dial_lsp.model.values import Value

_BASES = ("baseUrl", "base_url", "dial:baseUrl")
"""Fields to whose url Core appends the path of the request."""


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
        if trimmed != endpoint.text and _fails(endpoint):
            where = "ends" if endpoint.text[-1].isspace() else "starts"
            yield Finding(
                endpoint.value.at,
                f"this url {where} with a blank, and Core does not cut it off: calls fail",
                help="Remove the blank.",
                offers=(Offer("Remove the blanks", endpoint.replaced(trimmed), safe=True),),
            )


def _fails(endpoint: Endpoint) -> bool:
    at = endpoint.value
    if at.entry.section == "routes" or "routes" in at.pointer:
        return True
    ends_blank, is_base = endpoint.text[-1].isspace(), at.pointer[-1] in _BASES
    return endpoint.caller == "core" and ends_blank and (is_base or "?" in endpoint.text)
