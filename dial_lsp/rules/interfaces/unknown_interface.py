"""An interface of a name that Core does not know.

The names under `interfaces` are compared exactly, and unknown ones are kept without a word. So `openai_responses` or
`openAiResponses` is never served: calls for the interface that was meant are answered with 503.

## Flagged
```json
{
  "models": {
    "gpt-4": {
      "type": "chat",
      "interfaces": {
        "openaiChatCompletions": {"base_url": "http://gpt.models.svc"},
        "openai_responses": {"base_url": "http://gpt.models.svc"}
        ^^^^^^^^^^^^^^^^^^ Core knows no interface "openai_responses", so model "gpt-4" does not serve it; it is written
      }
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
      "interfaces": {
        "openaiChatCompletions": {"base_url": "http://gpt.models.svc"},
        "openaiResponses": {"base_url": "http://gpt.models.svc"}
      }
    }
  }
}
```
## Fix
The name is written as Core knows it, where it is only spelt otherwise; else the nearest names are offered.
## Source
Observed on Core's own configuration classes, which keep any name; DeploymentEndpointUtil asks for the four it knows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.change import Rename
from dial_lsp.model.deployments import INTERFACE_TYPES
from dial_lsp.model.near_names import nearest
from dial_lsp.model.placeholders import placeholders_in
from dial_lsp.rule import WRITTEN, EntryContext, Finding, Offer, entry_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.deployments import Deployment


@entry_rule(
    "models",
    "applications",
    "toolsets",
    "interceptors",
    severity=Severity.WARNING,
    impact=Impact.NO_EFFECT,
    rests_on=WRITTEN,
)
def unknown_interface(deployment: Deployment, _: EntryContext) -> Iterator[Finding]:
    """Find interfaces nobody can ask for."""
    declared = {interface.type for interface in deployment.interfaces}
    for interface in deployment.interfaces:
        name = interface.type
        if name in INTERFACE_TYPES or placeholders_in(name):
            continue
        same = [known for known in INTERFACE_TYPES if _letters(known) == _letters(name)]
        meant = [known for known in same or nearest(name, INTERFACE_TYPES) if known not in declared]
        hint = f'; it is written "{same[0]}"' if same else ""
        yield Finding(
            interface.at.key(),
            f'Core knows no interface "{name}", so {deployment.KIND} "{deployment.name}" does not serve it{hint}',
            help=f"There are {', '.join(INTERFACE_TYPES)}.",
            offers=tuple(
                Offer(f'Rename it to "{known}"', (Rename(interface.at, known),), safe=bool(same)) for known in meant
            ),
        )


def _letters(name: str) -> str:
    return "".join(char for char in name.lower() if char.isalnum())
