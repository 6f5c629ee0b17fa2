"""One name for two deployments.

Models, applications, toolsets and interceptors share one namespace, for callers name a deployment without saying its
kind. Since 0.32 Core refuses the whole file when a name is used twice; before, one of the two won silently. The letter
case counts.

## Flagged
```json
{
  "models": {"search": {"type": "chat", "endpoint": "http://search.models.svc/v1/chat/completions"}},
  "applications": {
    "search": {"endpoint": "http://search.apps.svc/v1/chat/completions"}
    ^^^^^^^^ "search" is both a model and an application; Core refuses the whole file
  }
}
```
## Accepted
```json
{
  "models": {"search": {"type": "chat", "endpoint": "http://search.models.svc/v1/chat/completions"}},
  "applications": {"search-app": {"endpoint": "http://search.apps.svc/v1/chat/completions"}},
  "routes": {"search": {"paths": ["/search"], "response": {"status": 200}}}
}
```
## Source
ConfigPostProcessor: "Deployment uniqueness is violated: duplicate is found". Observed on Core's own configuration
classes, also that a toolset whose name Core does not take counts here, for it is dropped only afterwards.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.rulekit.rule import Context, Finding, Note, rule
from dial_lsp.schema.versions import UNIQUE_DEPLOYMENT_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.deployments import Deployment


@rule(severity=Severity.ERROR, impact=Impact.FILE_REJECTED)
def duplicate_deployment(context: Context) -> Iterator[Finding]:
    """Find names that two of the four deployment sections use."""
    if context.version < UNIQUE_DEPLOYMENT_NAMES:
        return
    first: dict[str, Deployment] = {}
    for deployment in context.config.distinct:
        known = first.setdefault(deployment.name, deployment)
        if known is not deployment:
            yield Finding(
                deployment.at.key(),
                f'"{deployment.name}" is both {_one(known)} and {_one(deployment)}; Core refuses the whole file',
                help="Rename one of the two.",
                notes=(Note(known.at.key(), "the same name"),),
            )


def _one(deployment: Deployment) -> str:
    return f"{'an' if deployment.KIND[0] in 'ai' else 'a'} {deployment.KIND}"
