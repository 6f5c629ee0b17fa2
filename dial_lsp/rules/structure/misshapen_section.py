"""An object where a section is a list or a text.

`applicationTypeSchemas` and `catalogSchemas` are lists of schemas, not maps by id, `globalInterceptors` is a list of
names and `defaultLocale` a text. An object in their place makes Core refuse the whole file.

## Flagged
```json
{
  "applicationTypeSchemas": {
                            ^ an object stands where a list is expected; Core refuses the whole file
    "$id": "https://example.org/search",
    "dial:applicationTypeDisplayName": "Search",
    "dial:applicationTypeCompletionEndpoint": "http://search.apps.svc/v1/chat/completions"
  }
}
```
## Accepted
```json
{
  "applicationTypeSchemas": [
    {
      "$id": "https://example.org/search",
      "dial:applicationTypeDisplayName": "Search",
      "dial:applicationTypeCompletionEndpoint": "http://search.apps.svc/v1/chat/completions"
    }
  ]
}
```
## Fix
A schema that stands alone is put into a list.
## Source
JsonArrayToSchemaMapDeserializer: "Expected a JSON array of schemas". Observed on Core's own configuration classes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.change import EditText
from dial_lsp.model.place import ConfigSection, Place
from dial_lsp.rule import Context, Finding, Offer, rule
from dial_lsp.shapes import said, section_problems
from dial_lsp.text import Edit, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.text import Location


@rule(severity=Severity.ERROR, impact=Impact.FILE_REJECTED)
def misshapen_section(context: Context) -> Iterator[Finding]:
    """Find sections written as an object that are none."""
    for section, problem in section_problems(context.config, context.version):
        if problem.code == "wrong-type" and isinstance(section.entry, ConfigSection):
            yield Finding(section, said(problem), problem.help, offers=_offers(context, section.entry))


def _offers(context: Context, section: ConfigSection) -> tuple[Offer, ...]:
    if len(section.layers) > 1 or "$id" not in section.every:
        return ()
    place: Location = context.config.locate(Place(section))
    brackets = (Edit(Span(place.span.start, place.span.start), "["), Edit(Span(place.span.end, place.span.end), "]"))
    return (Offer("Put it into a list", (EditText(place.source, brackets),)),)
