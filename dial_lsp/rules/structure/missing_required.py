"""A member that must be there is missing or null.

A few objects cannot be read without all of their members: a translator needs `in`, `out` and `baseUrl` (one that stands
inside an interface needs no `in`), a condition of a price `field`, `operator` and `value`, a node of a decision tree its
`test`. Without one of them Core refuses the whole file.

## Flagged
```json
{
  "translators": {
    "responses-to-chat": {"in": "openaiResponses", "out": "openaiChatCompletions"}
                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ a translator needs "baseUrl"; Core
  }
}
```
```json
{
  "toolsets": {
    "search": {"endpoint": "http://search.tools.svc/mcp", "authSettings": {"authenticationType": null}}
                                                                           ^^^^^^^^^^^^^^^^^^^^^^^^^^ null is not
  }
}
```
## Accepted
```json
{
  "translators": {
    "responses-to-chat": {
      "in": "openaiResponses",
      "out": "openaiChatCompletions",
      "baseUrl": "http://translator.svc"
    }
  }
}
```
## Source
Required creator properties and not-null constraints of Translator, Condition, PricingRate and ResourceAuthSettings;
ConfigPostProcessor: "Translator declares no in". Observed on Core's own configuration classes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.rule import EntryContext, Finding, RestsOn, entry_rule
from dial_lsp.shapes import shape_findings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.values import Value


@entry_rule(severity=Severity.ERROR, impact=Impact.FILE_REJECTED, rests_on=RestsOn(absence=True))
def missing_required(value: Value, context: EntryContext) -> Iterator[Finding]:
    """Find objects without a member Core insists on."""
    yield from shape_findings("missing-required", value, context)
