"""A translator whose result the model does not serve.

What a translator makes of a call goes back to the model, so the model must serve that interface itself: by an entry of
`interfaces` with a url or by the older `endpoint` and `responsesEndpoint`, and not by another translator. Otherwise
Core refuses the whole file.

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
      "responsesEndpoint": "http://gpt.models.svc/v1/responses",
      "interfaces": {
        "anthropicMessages": {"mode": "translator", "translator": "anthropic-to-openai"}
                                                                  ^^^^^^^^^^^^^^^^^^^^^ the translator leads to
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
ConfigPostProcessor: "The model does not serve" what the translator converts to. Observed on Core's own configuration
classes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.deployments import Model
from dial_lsp.model.served import if_translated
from dial_lsp.rule import Context, Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.deployments import Interface, Translator


@rule(severity=Severity.ERROR, impact=Impact.FILE_REJECTED)
def unserved_translation(context: Context) -> Iterator[Finding]:
    """Find translated interfaces whose translator leads to nothing the model serves."""
    for model in context.config.gathered("models", if_translated).values():
        for interface in model.interfaces:
            translator = context.config.translator_of(interface) if interface.is_translated else None
            if isinstance(model, Model) and translator is not None and translator.target != interface.type:
                yield from _served(model, interface, translator)


def _served(model: Model, interface: Interface, translator: Translator) -> Iterator[Finding]:
    target = translator.target
    passes = model.passes_through(target) if target else True
    if passes:
        return
    how = "only through a translator itself" if passes is False else "not at all"
    yield Finding(
        interface.translator.at,
        f'the translator leads to "{target}", which the model serves {how}; Core refuses the whole file',
        help=f'Serve "{target}" under a url of its own.',
    )
