"""A deployment named "interceptor".

Core keeps this name for itself: interceptors call it to go on with the request. Calls of a deployment of that name
never reach it.

## Flagged
```json
{
  "models": {
    "interceptor": {"type": "chat", "endpoint": "http://gpt.models.svc/v1/chat/completions"}
    ^^^^^^^^^^^^^ the name "interceptor" is reserved by Core, so calls never reach this model
  }
}
```
## Accepted
```json
{
  "models": {
    "interceptor-v2": {"type": "chat", "endpoint": "http://gpt.models.svc/v1/chat/completions"}
  }
}
```
## Source
DeploymentPostController: the deployment id "interceptor" continues a chain of interceptors.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.access.serving import RESERVED
from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.rule import Context, Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule(severity=Severity.ERROR, impact=Impact.CALL_FAILS)
def reserved_name(context: Context) -> Iterator[Finding]:
    """Find deployments under the name interceptors call Core by."""
    for deployment in context.config.deployments:
        if deployment.name == RESERVED:
            yield Finding(
                deployment.at.key(),
                f'the name "{RESERVED}" is reserved by Core, so calls never reach this {deployment.KIND}',
                help="Give it another name.",
            )
