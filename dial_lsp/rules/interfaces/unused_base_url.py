"""A `baseUrl` that no interface uses.

The `baseUrl` of a deployment serves nothing by itself: it completes those entries of `interfaces` that have no url of
their own. Without such an entry it is dead, and a deployment with nothing else answers 503.

## Flagged
```json
{
  "models": {
    "gpt-4": {
      "type": "chat",
      "baseUrl": "http://gpt.models.svc"
      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ no interface of model "gpt-4" uses its baseUrl, which serves nothing by itself; Core answers 503
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
      "baseUrl": "http://gpt.models.svc",
      "interfaces": {
        "openaiChatCompletions": {}
      }
    }
  }
}
```
## Fix
The interface that fits the model's type is declared, or the `baseUrl` is deleted.
## Source
DeploymentEndpointUtil looks at the `baseUrl` for interfaces that are declared.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.change import Insert, Remove
from dial_lsp.model.deployments import Interceptor, Model
from dial_lsp.rule import EntryContext, Finding, Offer, RestsOn, entry_rule

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
    rests_on=RestsOn(parts_of_texts=True),
)
def unused_base_url(deployment: Deployment, _: EntryContext) -> Iterator[Finding]:
    """Find base urls without an interface to complete."""
    if deployment.base_url.is_blank or any(
        not interface.is_translated and interface.base_url.is_blank for interface in deployment.interfaces
    ):
        return
    at = deployment.base_url.at.member()
    message = f'no interface of {deployment.KIND} "{deployment.name}" uses its baseUrl, which serves nothing by itself'
    is_served = bool(deployment.interfaces) or any(deployment.field(name).is_set for name in _SERVE)
    yield Finding(
        at,
        message if is_served else f"{message}; Core answers 503 to every call",
        help='Declare the interfaces it serves, such as "interfaces": {"openaiChatCompletions": {}}.',
        offers=(*_declared(deployment), Offer("Delete the baseUrl", (Remove(at),))),
        severity=None if is_served else Severity.ERROR,
        impact=None if is_served else Impact.CALL_FAILS,
    )


_SERVE = ("endpoint", "responsesEndpoint", "applicationTypeSchemaId", "function", "mcp")


def _declared(deployment: Deployment) -> Iterator[Offer]:
    served = "openaiChatCompletions" if isinstance(deployment, Interceptor) else None
    if isinstance(deployment, Model):
        served = {"chat": "openaiChatCompletions", "embedding": "openaiEmbeddings"}.get(deployment.type or "")
    if served and not deployment.field("interfaces").exists:
        yield Offer(f"Declare {served}", (Insert(deployment.at, "interfaces", {served: {}}),))
