"""A model that does not serve the interface its type stands for.

Clients call a chat model for chat completions and an embedding model for embeddings. A model that declares only the
interface of the other type answers those calls with 503.

## Flagged
```json
{
  "models": {
    "ada": {
      "type": "embedding",
      "interfaces": {
      ^^^^^^^^^^^^^^^ embedding model "ada" does not serve openaiEmbeddings, so Core answers 503 to the calls it is made for
        "openaiChatCompletions": {"base_url": "http://ada.models.svc"}
      }
    }
  }
}
```
## Accepted
```json
{
  "models": {
    "ada": {
      "type": "embedding",
      "interfaces": {
        "openaiEmbeddings": {"base_url": "http://ada.models.svc"}
      }
    },
    "claude": {
      "type": "chat",
      "interfaces": {
        "anthropicMessages": {"base_url": "http://claude.models.svc"}
      }
    }
  }
}
```
## Source
DeploymentEndpointUtil finds no url for an interface that is not declared; the type is what Core lists to clients.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.deployments import INTERFACE_TYPES
from dial_lsp.rule import EntryContext, Finding, entry_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.deployments import Model


@entry_rule("models", severity=Severity.WARNING, impact=Impact.CALL_FAILS)
def mismatched_interface(model: Model, _: EntryContext) -> Iterator[Finding]:
    """Find models that serve only what their type does not stand for; a chat model has several dialects."""
    declared = {interface.type for interface in model.interfaces} & set(INTERFACE_TYPES)
    if not declared or not model.endpoint.is_blank:
        return
    wanted = None
    if model.type == "embedding" and "openaiEmbeddings" not in declared:
        wanted = "openaiEmbeddings"
    elif model.type == "chat" and declared == {"openaiEmbeddings"} and model.field("responsesEndpoint").is_blank:
        wanted = "openaiChatCompletions"
    if wanted:
        yield Finding(
            model.field("interfaces").at.member(),
            f'{model.type} model "{model.name}" does not serve {wanted}, '
            "so Core answers 503 to the calls it is made for",
            help="Declare that interface, or correct the type.",
        )
