"""An endpoint that a declared interface makes idle.

Of the older fields `endpoint` serves chat completions and embeddings, `responsesEndpoint` the Responses API. For an
interface that `interfaces` declares Core looks there only, so changes of the old field have no effect any more.

## Flagged
```json
{
  "models": {
    "gpt-4": {
      "type": "chat",
      "endpoint": "http://gpt.models.svc/v1/chat/completions",
      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ model "gpt-4" declares openaiChatCompletions, so its endpoint is not used
      "interfaces": {
        "openaiChatCompletions": {"base_url": "http://gpt.models.svc"}
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
      "endpoint": "http://gpt.models.svc/v1/chat/completions",
      "interfaces": {
        "openaiResponses": {"base_url": "http://gpt.models.svc"}
      }
    }
  }
}
```
## Fix
The old field is deleted.
## When to ignore
While a Core from before 0.46, which does not know `interfaces`, reads the same file.
## Source
DeploymentEndpointUtil: the fields of older versions count for interfaces that are not declared.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.change import Remove
from dial_lsp.model.deployments import Model
from dial_lsp.rule import EntryContext, Finding, Note, Offer, RestsOn, entry_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.deployments import Deployment

_CHAT, _EMBEDDINGS, _RESPONSES = "openaiChatCompletions", "openaiEmbeddings", "openaiResponses"


@entry_rule(
    "models",
    "applications",
    "interceptors",
    severity=Severity.INFORMATION,
    impact=Impact.NO_EFFECT,
    rests_on=RestsOn(parts_of_texts=True, only_written=True),
)
def shadowed_endpoint(deployment: Deployment, _: EntryContext) -> Iterator[Finding]:
    """Find fields of older versions that serve nothing any more."""
    declared = {interface.type: interface for interface in deployment.interfaces}
    for field, interface in (("endpoint", _of_endpoint(deployment)), ("responsesEndpoint", _RESPONSES)):
        written = deployment.field(field)
        if interface in declared and not written.is_blank:
            at = written.at.member()
            yield Finding(
                at,
                f'{deployment.KIND} "{deployment.name}" declares {interface}, so its {field} is not used',
                help="Delete it, unless an older Core reads this file, too.",
                notes=(Note(declared[interface].at.key(), "the interface is served from here"),),
                offers=(Offer("Delete it", (Remove(at),)),),
                tags=frozenset({"unnecessary"}),
            )


def _of_endpoint(deployment: Deployment) -> str:
    """The interface that the endpoint is there for; empty where a model does not say what it is."""
    if not isinstance(deployment, Model):
        return _CHAT
    return {"chat": _CHAT, "embedding": _EMBEDDINGS}.get(deployment.type or "", "")
