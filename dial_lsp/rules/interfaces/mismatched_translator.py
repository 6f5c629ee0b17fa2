"""A translator that reads another interface than the one it serves.

A translator turns calls of one interface, `in`, into calls of another, `out`. Used for another interface than its
`in`, or for its own `out`, it cannot work, and Core refuses the whole file.

## Flagged
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
        "openaiResponses": {"mode": "translator", "translator": "anthropic-to-openai"}
                                                                ^^^^^^^^^^^^^^^^^^^^^ the translator reads
      }
    }
  }
}
```
```json
{
  "models": {
    "gpt-4": {
      "type": "chat",
      "endpoint": "http://gpt.models.svc/v1/chat/completions",
      "interfaces": {
        "openaiChatCompletions": {
          "mode": "translator",
          "translator": {"out": "openaiChatCompletions", "baseUrl": "http://translator.svc"}
                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the translator turns
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
## Source
ConfigPostProcessor: "Translator converts from", "A translator cannot convert" an interface to itself. Observed on
Core's own configuration classes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.served import if_translated
from dial_lsp.rule import Context, Finding, Note, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.deployments import Interface, Translator


@rule(severity=Severity.ERROR, impact=Impact.FILE_REJECTED)
def mismatched_translator(context: Context) -> Iterator[Finding]:
    """Find models that use a translator for another interface than it is made for."""
    for model in context.config.gathered("models", if_translated).values():
        for interface in model.interfaces:
            translator = context.config.translator_of(interface) if interface.is_translated else None
            if translator is not None:
                yield from _compared(interface, translator)


def _compared(interface: Interface, translator: Translator) -> Iterator[Finding]:
    kind, source = interface.type, translator.source
    if source is not None and source != kind:
        message = f'the translator reads "{source}", not "{kind}"; Core refuses the whole file'
    elif translator.target == kind:
        message = f'the translator turns "{kind}" into itself; Core refuses the whole file'
    else:
        return
    notes = () if isinstance(interface.translator.raw, dict) else (Note(translator.at, "the translator"),)
    yield Finding(interface.translator.at, message, notes=notes)
