"""A base url to which Core appends the wrong path.

Core appends the path of the call to a base url, `/openai/deployments/NAME/chat/completions` for instance, unless
`overridePaths` says otherwise. A base url that ends in such a path has it twice, and the call finds nothing there. Nor
have the APIs of providers such paths, besides Azure's: adapters of DIAL have. Only `endpoint` is used as written.

## Flagged
```json
{
  "models": {
    "gpt-4": {
      "type": "chat",
      "interfaces": {
        "openaiChatCompletions": {"base_url": "http://gpt.models.svc/v1/chat/completions"}
                                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Core appends the path of the call to a base url, so "/chat/completions" comes twice
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
      "interfaces": {
        "openaiChatCompletions": {"base_url": "http://gpt.models.svc"}
      }
    },
    "gpt-3": {
      "type": "chat",
      "endpoint": "http://gpt3.models.svc/v1/chat/completions"
    }
  }
}
```
## Fix
The path of the call is cut off.
## When to ignore
Where something in between changes the path.
## Source
Read in DeploymentEndpointUtil: it joins the base url and the path of the request. Of providers: epam/ai-dial-core#1969.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.change import Replace
from dial_lsp.model.providers import is_provider
from dial_lsp.model.urls import host_of
from dial_lsp.rule import EntryContext, Finding, Offer, RestsOn, entry_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.deployments import Deployment
    from dial_lsp.model.values import Value

_OPERATION = re.compile(r"/(?:openai/deployments/[^?#]*|(?:chat/)?completions|embeddings|responses|messages)/?$")


@entry_rule(
    "models",
    "applications",
    "toolsets",
    "interceptors",
    severity=Severity.WARNING,
    impact=Impact.CALL_FAILS,
    rests_on=RestsOn(parts_of_texts=True),
)
def base_url_with_operation(deployment: Deployment, _: EntryContext) -> Iterator[Finding]:
    """Find base urls that end in the path of a call and are used with the usual paths."""
    for url in _base_urls(deployment):
        found = _OPERATION.search(url.text or "")
        if found:
            base = (url.text or "")[: found.start()]
            yield Finding(
                url.at,
                f'Core appends the path of the call to a base url, so "{found[0].rstrip("/")}" comes twice',
                help="Write the url without the path of the call.",
                offers=(Offer(f"Write {base}", (Replace(url.at, base),)),),
            )
        elif _is_foreign(host := host_of(url.text or "") or ""):
            yield Finding(
                url.at,
                f"Core appends its own path to a base url, and {host} has none like it: "
                "calls are most likely answered with 404",
                help='Write the paths of the provider as "overridePaths", or the url of an adapter.',
            )


def _is_foreign(host: str) -> bool:
    """Whether the API of a host has other paths than Core; that of Azure has the same for deployments."""
    return is_provider(host) and not host.endswith(".azure.com")


def _base_urls(deployment: Deployment) -> Iterator[Value]:
    inheriting = [interface for interface in deployment.interfaces if interface.base_url.is_blank]
    if any(interface.override_paths.raw for interface in inheriting if interface.override_paths.is_set):
        inheriting = []
    if inheriting:
        yield deployment.base_url
    for interface in deployment.interfaces:
        if not (interface.override_paths.is_set and interface.override_paths.raw):
            yield interface.base_url
