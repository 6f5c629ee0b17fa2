"""A locale map without the default locale.

A map of localized texts must have the text of the instance's default locale: the root's `defaultLocale`, `en` unless
that is set. Otherwise Core refuses the whole file, with a message that speaks of catalog schemas.

## Flagged
```json
{
  "models": {
    "gpt-4": {
      "type": "chat",
      "endpoint": "http://gpt.models.svc/v1/chat/completions",
      "displayName": {"de": "Sprachmodell"}
                     ^^^^^^^^^^^^^^^^^^^^^^ the default locale "en" is missing here; Core refuses the whole file
    }
  }
}
```
```json
{
  "defaultLocale": "de",
  "models": {
    "gpt-4": {
      "type": "chat",
      "endpoint": "http://gpt.models.svc/v1/chat/completions",
      "displayName": {"en": "GPT-4", "en-US": "GPT-4"}
                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the default locale "de" is missing here; Core refuses the whole
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
      "displayName": {"en": "GPT-4", "de": "Sprachmodell"}
    }
  }
}
```
## Fix
The default locale is added with the first text of the map.
## Source
CatalogPropertiesConformToSchemasValidator: "should contain the default locale". Observed on Core's own configuration
classes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.change import Insert
from dial_lsp.rule import EntryContext, Finding, Offer, RestsOn, entry_rule
from dial_lsp.shapes import finding, problems_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.values import Value


@entry_rule(
    severity=Severity.ERROR, impact=Impact.FILE_REJECTED, rests_on=RestsOn(section="defaultLocale", absence=True)
)
def missing_default_locale(value: Value, context: EntryContext) -> Iterator[Finding]:
    """Find locale maps that lack the default locale."""
    for problem in problems_of(value.entry, context):
        if problem.code == "missing-default-locale":
            yield finding(value.entry, problem, _offers(value.find(problem.pointer), context.default_locale))


def _offers(texts: Value, locale: str | None) -> tuple[Offer, ...]:
    first = next((text.raw for _, text in texts.members() if isinstance(text.raw, str)), "")
    return () if locale is None else (Offer(f'Add "{locale}"', (Insert(texts.at, locale, first),)),)
