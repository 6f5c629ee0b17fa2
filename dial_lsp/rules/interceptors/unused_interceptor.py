"""An interceptor that no list names.

It is called for no deployment of these files. That may be meant: deployments that are created in DIAL itself can name
it, too.

## Flagged
```json
{
  "models": {
    "gpt-4": {"type": "chat", "endpoint": "http://gpt.models.svc/v1/chat/completions"}
  },
  "interceptors": {
    "audit": {"endpoint": "http://audit.svc/chat/completions"}
    ^^^^^^^ no list names the interceptor "audit", so it runs for no deployment of these files
  }
}
```
## Accepted
```json
{
  "globalInterceptors": ["audit"],
  "models": {
    "gpt-4": {"type": "chat", "endpoint": "http://gpt.models.svc/v1/chat/completions"}
  },
  "interceptors": {
    "audit": {"endpoint": "http://audit.svc/chat/completions"}
  }
}
```
## When to ignore
Where deployments outside these files name it.
## Source
Core's DeploymentService calls the interceptors that are named, and no others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.references import Kind
from dial_lsp.rule import Context, Finding, RestsOn, rule

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule(severity=Severity.HINT, impact=Impact.NO_EFFECT, rests_on=RestsOn(uses=Kind.INTERCEPTOR))
def unused_interceptor(context: Context) -> Iterator[Finding]:
    """Find interceptors nobody names; files without deployments are one part of a project."""
    config = context.config
    if all(found.name in config.interceptors for found in config.deployments):
        return
    used = context.references.used(Kind.INTERCEPTOR)
    for name, interceptor in config.interceptors.items():
        if name not in used:
            yield Finding(
                interceptor.at.key(),
                f'no list names the interceptor "{name}", so it runs for no deployment of these files',
                help="Name it in globalInterceptors or in the interceptors of a deployment, or delete it.",
                tags=frozenset({"unnecessary"}),
            )
