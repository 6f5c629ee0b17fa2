"""An interface that is both translated and passed through.

An interface of a model is served either by a translator (`mode` is `translator`, and `translator` says which) or by a
url. Core refuses the whole file when one says both or half of it: a translator without the mode, the mode without a
translator, a translator beside a `base_url`.

## Flagged
```json
{
  "translators": {
    "anthropic-to-openai": {"in": "anthropicMessages", "out": "openaiChatCompletions", "baseUrl": "http://translator.svc"}
  },
  "models": {
    "gpt-4": {
      "type": "chat",
      "endpoint": "http://gpt.models.svc/v1/chat/completions",
      "interfaces": {
        "anthropicMessages": {"translator": "anthropic-to-openai"},
                                            ^^^^^^^^^^^^^^^^^^^^^ a translator works with mode "translator" only; Core
        "openaiResponses": {"mode": "translator"}
                                    ^^^^^^^^^^^^ mode "translator" names no translator; Core refuses the whole file
      }
    },
    "claude": {
      "type": "chat",
      "endpoint": "http://claude.models.svc/v1/chat/completions",
      "interfaces": {
        "anthropicMessages": {
          "mode": "translator",
          "translator": "anthropic-to-openai",
          "base_url": "http://claude.models.svc"
          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the interface has a translator and a url; Core refuses the whole file
        }
      }
    }
  }
}
```
## Accepted
```json
{
  "translators": {
    "anthropic-to-openai": {
      "in": "anthropicMessages",
      "out": "openaiChatCompletions",
      "baseUrl": "http://translator.svc"
    }
  },
  "models": {
    "gpt-4": {
      "type": "chat",
      "endpoint": "http://gpt.models.svc/v1/chat/completions",
      "interfaces": {
        "anthropicMessages": {"mode": "translator", "translator": "anthropic-to-openai"}
      }
    }
  }
}
```
## Fix
The mode is written, or the url deleted.
## Source
ConfigPostProcessor: "A translator requires mode 'translator'". Observed on Core's own configuration classes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.change import Insert, Remove, Replace
from dial_lsp.rule import EntryContext, Finding, Offer, RestsOn, entry_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.deployments import Interface, Model


@entry_rule("models", severity=Severity.ERROR, impact=Impact.FILE_REJECTED, rests_on=RestsOn(values=True))
def contradictory_interface(model: Model, _: EntryContext) -> Iterator[Finding]:
    """Find interfaces whose mode, translator and url do not go together."""
    for interface in model.interfaces:
        mode, translator, url = interface.field("mode"), interface.translator, interface.base_url
        if not interface.is_translated:
            if isinstance(translator.raw, str | dict):
                message = 'a translator works with mode "translator" only; Core refuses the whole file'
                yield Finding(translator.at, message, offers=(_translate(interface),))
        elif not translator.is_set:
            yield Finding(mode.at, 'mode "translator" names no translator; Core refuses the whole file')
        elif url.is_set:
            message = "the interface has a translator and a url; Core refuses the whole file"
            yield Finding(url.at.member(), message, offers=(Offer("Delete the url", (Remove(url.at),)),))


def _translate(interface: Interface) -> Offer:
    mode = interface.field("mode")
    written = Replace(mode.at, "translator") if mode.exists else Insert(interface.at, "mode", "translator")
    return Offer('Set the mode to "translator"', (written,))
