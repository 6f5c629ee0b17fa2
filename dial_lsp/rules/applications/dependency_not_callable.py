"""A dependency that applications may not call at all.

An application calls its dependencies with a per-request key, and to such keys Core answers 403 where
`features.accessibleByPerRequestKey` is false.

## Flagged
```json
{
  "models": {
    "gpt-4": {
      "type": "chat",
      "endpoint": "http://gpt.models.svc/v1/chat/completions",
      "features": {"accessibleByPerRequestKey": false}
    }
  },
  "applications": {
    "rag": {
      "endpoint": "http://rag.apps.svc/chat/completions",
      "dependencies": ["gpt-4"]
                       ^^^^^^^ model "gpt-4" refuses calls of applications, so Core answers 403 when application "rag" calls it
    }
  }
}
```
## Accepted
```json
{
  "models": {"gpt-4": {"type": "chat", "endpoint": "http://gpt.models.svc/v1/chat/completions"}},
  "applications": {"rag": {"endpoint": "http://rag.apps.svc/chat/completions", "dependencies": ["gpt-4"]}}
}
```
## When to ignore
Where the application calls the model with a key of its own.
## Source
Read in the newest DeploymentPostController: asked on chat, completions, embeddings, Responses and Messages of models
and applications, never of toolsets; features of an interface win over those of the deployment. Not run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.access.dependencies import dependencies, is_closed
from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.deployments import Deployment
from dial_lsp.model.nested import Features
from dial_lsp.rulekit.rule import Context, Finding, Note, rule

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule(severity=Severity.WARNING, impact=Impact.CALL_FAILS)
def dependency_not_callable(context: Context) -> Iterator[Finding]:
    """Find dependencies that refuse every per-request key."""
    for one in dependencies(context.access):
        target = one.target.served
        if isinstance(target, Deployment) and is_closed(context.config, one.target):
            features = (target.features, *(Features.of(interface.field("features")) for interface in target.interfaces))
            refusing = next(value for one in features if (value := one.field("accessibleByPerRequestKey")).exists)
            yield Finding(
                one.at.at,
                f"{one.target.label} refuses calls of applications, "
                f"so Core answers 403 when {one.application.label} calls it",
                help='Delete "accessibleByPerRequestKey" there, or delete the dependency.',
                notes=(Note(refusing.at, "refused here"),),
            )
