"""A deployment that nothing serves.

Without `endpoint`, `responsesEndpoint` or an interface with a url Core has nowhere to send a call, and answers 503. An
application may instead have a type schema, a function or an MCP server.

## Flagged
```json
{
  "models": {
    "gpt-4": {"type": "chat", "displayName": "GPT-4"}
    ^^^^^^^ nothing serves model "gpt-4": it has no endpoint, so Core answers 503 to every call
  }
}
```
```json
{
  "toolsets": {
    "search": {"transport": "http", "allowedTools": ["find"]}
    ^^^^^^^^ nothing serves toolset "search": it has no endpoint, so Core answers 503 to every call
  }
}
```
## Accepted
```json
{
  "models": {
    "gpt-4": {"type": "chat", "endpoint": "http://gpt.models.svc/v1/chat/completions"}
  },
  "applications": {
    "claude": {"interfaces": {"anthropicMessages": {"base_url": "http://claude.apps.svc"}}}
  }
}
```
## Source
DeploymentEndpointUtil and DeploymentPostController: "Service is not available" when no url is found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.deployments import (
    Deployment,
)
from dial_lsp.rule import Context, Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.deployments import Served


@rule(severity=Severity.ERROR, impact=Impact.CALL_FAILS)
def unserved_deployment(context: Context) -> Iterator[Finding]:
    """Find deployments without any url; of interfaces and of a `baseUrl` alone the rules on interfaces speak.

    An entry that says nothing of what it is, such as one with `userRoles` only, is an overlay: completed elsewhere.
    """
    for found in context.access.objects_where(_has_no_url):
        if any(problem.kind == "unserved" for problem in context.access.problems(found)):
            yield Finding(
                found.at,
                f"nothing serves {found.label}: it has no endpoint, so Core answers 503 to every call",
                help='Write its "endpoint", or "interfaces" with a url.',
            )


_DESCRIBE = ("type", "displayName", "description", "iconUrl", "upstreams", "transport", "features")


def _has_no_url(served: Served) -> bool:
    if not isinstance(served, Deployment) or served.interfaces or not served.endpoint.is_blank:
        return False
    return served.base_url.is_blank and any(served.field(name).is_set for name in _DESCRIBE)
