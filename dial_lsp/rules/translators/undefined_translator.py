"""An interface names a translator that is not configured.

Core loads the file, and answers calls of the interface with 503 for as long as `translators` has no such entry.

## Flagged
```json
{
  "models": {
    "claude": {
      "type": "chat",
      "interfaces": {
        "anthropicMessages": {"base_url": "http://claude.models.svc"},
        "openaiChatCompletions": {"mode": "translator", "translator": "chat-to-mesages"}
                                                                      ^^^^^^^^^^^^^^^^^ no translator is named "chat-to-mesages", so Core answers 503
      }
    }
  },
  "translators": {
    "chat-to-messages": {
      "in": "openaiChatCompletions",
      "out": "anthropicMessages",
      "baseUrl": "http://translator.svc"
    }
  }
}
```
## Accepted
```json
{
  "models": {
    "claude": {
      "type": "chat",
      "interfaces": {
        "anthropicMessages": {"base_url": "http://claude.models.svc"},
        "openaiChatCompletions": {"mode": "translator", "translator": "chat-to-messages"}
      }
    }
  },
  "translators": {
    "chat-to-messages": {
      "in": "openaiChatCompletions",
      "out": "anthropicMessages",
      "baseUrl": "http://translator.svc"
    }
  }
}
```
## Fix
The names that are most like it are offered.
## Source
Read in ConfigPostProcessor, which tolerates the name; DeploymentPostController answers 503 for an interface nothing
serves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.config import DEPLOYMENT_SECTIONS
from dial_lsp.model.entries import is_passed_over
from dial_lsp.model.near_names import meant, near_names
from dial_lsp.model.placeholders import has_placeholder
from dial_lsp.model.served import if_translated
from dial_lsp.names.references import Kind
from dial_lsp.rulekit.offers import replacing
from dial_lsp.rulekit.rule import Context, Finding, RestsOn, rule

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule(severity=Severity.ERROR, impact=Impact.CALL_FAILS, rests_on=RestsOn(definitions=(Kind.TRANSLATOR,)))
def undefined_translator(context: Context) -> Iterator[Finding]:
    """Find names that no translator has, where the mode makes them count."""
    if is_passed_over("translators", context.version):
        return  # the fields that name one are unknown to that version, too
    known = context.config.translators
    names = near_names(tuple(known))
    translated = (context.config.gathered(section, if_translated).values() for section in DEPLOYMENT_SECTIONS)
    for deployment in (one for found in translated for one in found):
        for interface in deployment.interfaces:
            name = interface.translator.text
            if not interface.is_translated or not name or name in known or has_placeholder(name):
                continue
            near = names.nearest(name)
            yield Finding(
                interface.translator.at,
                f'no translator is named "{name}", so Core answers 503 to calls of {interface.type} '
                f'of {deployment.KIND} "{deployment.name}"{meant(name, near)}',
                help="Configure it under translators, or correct the name.",
                offers=replacing(interface.translator.at, near),
            )
