"""A model whose own endpoint is a provider's host.

Core calls the endpoint of a model with its own per-request key. Upstreams and their keys are headers for an adapter,
which puts the provider's key in; a provider reads none of them and most likely answers 401.

## Flagged
```json
{
  "models": {
    "gpt-4": {
      "type": "chat",
      "endpoint": "https://api.openai.com/v1/chat/completions",
                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Core sends api.openai.com its per-request key here, which the provider does not accept
      "upstreams": [{"endpoint": "https://api.openai.com/v1/chat/completions", "key": "${OPENAI_KEY}"}]
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
      "endpoint": "http://openai-adapter.svc/openai/deployments/gpt-4/chat/completions",
      "upstreams": [{"endpoint": "https://api.openai.com/v1/chat/completions", "key": "${OPENAI_KEY}"}]
    }
  }
}
```
## When to ignore
Where something between Core and the provider, such as a proxy, puts the key in.
## Source
Read in DIAL's documentation of adapters and in the newest DeploymentPostController: the endpoint gets `Api-Key`, the
key of the upstream goes into `X-UPSTREAM-KEY`; not run. That the provider answers 401 is inferred. With
`defaultHeaders`, a key in the url, `forwardAuthToken` or an upstream's `authType` the call may work.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.endpoints import provider_url
from dial_lsp.model.urls import host_of
from dial_lsp.rulekit.rule import EntryContext, Finding, RestsOn, entry_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.deployments import Model


@entry_rule("models", severity=Severity.WARNING, impact=Impact.CALL_FAILS, rests_on=RestsOn(values=True))
def provider_without_adapter(model: Model, _: EntryContext) -> Iterator[Finding]:
    """Find the first url of a model that leads to a provider, where nothing else carries the provider's key."""
    url = provider_url(model)
    if url is not None:
        yield Finding(
            url.at,
            f"Core sends {host_of(url.text or '')} its per-request key here, which the provider does not accept",
            help="Put the adapter's endpoint here, and the provider's url and key into upstreams.",
        )
