"""A model with a base url behind interceptors, for Core 0.46 and 0.47.

These versions lose the base url on the way through the chain and answer 404 to every call of such a model. Earlier ones
do not know base urls, and 0.48 has fixed it.

## Flagged
```toml
core-version = "0.47"
```
```json
{
  "models": {
    "gpt-4": {
      "type": "chat",
      "interfaces": {"openaiChatCompletions": {"base_url": "http://gpt.models.svc"}},
                                                           ^^^^^^^^^^^^^^^^^^^^^^^ Core 0.47 answers 404 to calls of model "gpt-4": it has a base url and passes interceptor "audit"
      "interceptors": ["audit"]
    }
  },
  "interceptors": {"audit": {"endpoint": "http://audit.svc/v1/chat/completions"}}
}
```
## Accepted
```toml
core-version = "0.48"
```
```json
{
  "models": {
    "gpt-4": {
      "type": "chat",
      "interfaces": {"openaiChatCompletions": {"base_url": "http://gpt.models.svc"}},
      "interceptors": ["audit"]
    }
  },
  "interceptors": {"audit": {"endpoint": "http://audit.svc/v1/chat/completions"}}
}
```
## Source
Read in epam/ai-dial-core#1760.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.access.interception import lost_base_url
from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.deployments import Deployment, Model
from dial_lsp.rulekit.rule import Context, Finding, RestsOn, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.deployments import Served


@rule(severity=Severity.ERROR, impact=Impact.CALL_FAILS, rests_on=RestsOn(values=True))
def base_url_behind_interceptors(context: Context) -> Iterator[Finding]:
    """Find models whose chat completions go by interceptors to a base url."""
    access = context.access
    for found in access.objects_where(_has_interfaces):
        deployment = found.served
        url = lost_base_url(context.config, deployment) if isinstance(deployment, Deployment) else None
        chain = access.chain(found)
        if url is not None and chain.links and chain.missing is None:
            yield Finding(
                url.at,
                f"Core {context.version} answers 404 to calls of {found.label}: "
                f'it has a base url and passes interceptor "{chain.links[0].name}"',
                help='Write the whole url as "endpoint", or use Core 0.48.',
            )


def _has_interfaces(served: Served) -> bool:
    return isinstance(served, Model) and bool(served.interfaces)
