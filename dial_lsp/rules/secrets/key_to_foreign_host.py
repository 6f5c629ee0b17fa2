"""A foreign host that is given DIAL's key of the request.

With every call Core sends a key made for it. Whoever has it calls DIAL as the caller until the request ends, for
background Responses up to a day. That is meant for services of your own.

## Flagged
```json
{
  "toolsets": {
    "tickets": {
      "endpoint": "https://mcp.tickets.example.com/v1",
                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Core sends mcp.tickets.example.com a key with which it can call DIAL as the caller
      "forwardPerRequestKey": true
    }
  }
}
```
```json
{
  "applications": {
    "forecast": {"endpoint": "https://forecast.example.com/chat/completions"}
                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Core sends forecast.example.com a key with which it can call DIAL as the caller
  }
}
```
## Accepted
```json
{
  "toolsets": {
    "tickets": {"endpoint": "https://mcp.tickets.example.com/v1"},
    "search": {"endpoint": "http://search.tools.svc/mcp", "forwardPerRequestKey": true}
  }
}
```
## When to ignore
Where the host is one of your own under a public name: put it into `internal-hosts` of the settings.
## Source
Read in Core's newest code: `Api-Key` carries the per-request key, to toolsets and `mcp` only with
`forwardPerRequestKey`, never to upstreams of models; not run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model import urls
from dial_lsp.model.endpoints import URL_SECTIONS, key_receivers, provider_url
from dial_lsp.rule import EntryContext, Finding, RestsOn, entry_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.values import Value


@entry_rule(
    *URL_SECTIONS,
    "applicationTypeSchemas",
    severity=Severity.WARNING,
    impact=Impact.EXPOSED,
    rests_on=RestsOn(values=True),
)
def key_to_foreign_host(entry: Value, context: EntryContext) -> Iterator[Finding]:
    """Find foreign hosts that get per-request keys, each once; of some urls other rules speak."""
    told: set[str] = set()
    provider = provider_url(entry)
    for url, is_chosen in key_receivers(entry):
        text = url.text or ""
        host = urls.host_of(text)
        is_foreign = (
            urls.scheme_of(text) == "https" and urls.is_internal(text, context.settings.internal_hosts) is False
        )
        is_told = urls.credentials_in(text) or (provider is not None and url.at == provider.at)
        if not is_foreign or host is None or host in told or is_told:
            continue
        told.add(host)
        yield Finding(
            url.at,
            f"Core sends {host} a key with which it can call DIAL as the caller",
            help='Delete "forwardPerRequestKey".' if is_chosen else "Put a service of your own before the host.",
            severity=None if is_chosen else Severity.INFORMATION,
        )
