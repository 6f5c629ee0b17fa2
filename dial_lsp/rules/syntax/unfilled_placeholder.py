"""Placeholders in a file.

Core replaces no variables: `${NAME}`, `%%NAME%%`, `{{ name }}`, `<name>` or `YOUR_API_KEY` is what it sends to the
upstream, or the host it calls. It is told once for each file, at the first of them.

## Flagged
```json
{
  "models": {
    "gpt-4": {
      "type": "chat",
      "endpoint": "http://gpt.models.svc/v1/chat/completions",
      "upstreams": [{"endpoint": "http://gpt.azure.svc/openai", "key": "${AZURE_KEY}"}]
                                                                       ^^^^^^^^^^^^^^ Core replaces no placeholders, and this file has 1
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
      "interfaces": {
        "openaiChatCompletions": {
          "base_url": "http://gpt.models.svc",
          "override_paths": {"chat/completions": "/openai/deployments/{id}/chat/completions"}
        }
      }
    }
  }
}
```
## When to ignore
When the file is a template that a tool fills in before Core reads it. Of a configuration in YAML that is taken for
granted.
## Source
FileConfigStore reads the bytes as they are: no variables, no includes.
"""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.place import Place
from dial_lsp.model.unfilled import unfilled_in
from dial_lsp.rule import Context, Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.text import Span


@rule(severity=Severity.INFORMATION, impact=Impact.ADVICE)
def unfilled_placeholder(context: Context) -> Iterator[Finding]:
    """Find files whose values nobody has filled in."""
    found: dict[str, list[tuple[Span, Place]]] = {}
    for entry in context.config.entries():
        for pointer in unfilled_in(entry):
            place = Place(entry, pointer)
            at = context.config.locate(place)
            if at.source.host is not None:
                continue  # a chart, and whoever fills in its values, comes before Core
            found.setdefault(at.source.path, []).append((at.span, place))
    for places in found.values():
        yield Finding(
            min(places, key=itemgetter(0))[1],
            f"Core replaces no placeholders, and this file has {len(places)}",
            help="Fill them in before Core reads the file.",
        )
