"""A url without encryption to a host outside the own network.

Requests with everything users write, and the keys or tokens sent along, can be read and changed by everybody on the
way.

## Flagged
```json /models/gpt-4
"type": "chat",
"endpoint": "http://adapter.svc/chat/completions",
"upstreams": [{"endpoint": "http://api.openai.com/v1/chat/completions", "key": "${OPENAI_KEY}"}]
                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ api.openai.com is called without encryption: requests and the key of the upstream can be read in transit
```
## Accepted
```json /models/gpt-4
"type": "chat",
"endpoint": "http://adapter.models.svc.cluster.local/chat/completions",
"upstreams": [
  {"endpoint": "https://api.openai.com/v1/chat/completions"},
  {"endpoint": "http://10.1.2.3:8080/chat/completions"},
  {"endpoint": "http://host.docker.internal:5000/chat/completions"}
]
```
## Fix
The same url with https is offered.
## When to ignore
Where the name is one of your own network all the same: put it into `internal-hosts` of the settings.
## Source
Read in Core's code: it calls urls as they are written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Group, Impact, Severity
from dial_lsp.model import urls
from dial_lsp.model.endpoints import URL_SECTIONS, endpoints_of
from dial_lsp.rulekit.rule import EntryContext, Finding, Offer, RestsOn, entry_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.values import Value


@entry_rule(
    *URL_SECTIONS,
    severity=Severity.WARNING,
    impact=Impact.EXPOSED,
    group=Group.SECRETS,
    rests_on=RestsOn(parts_of_texts=True, only_written=True),
)
def plain_http(entry: Value, context: EntryContext) -> Iterator[Finding]:
    """Find urls with http or ws to hosts that are plainly not internal."""
    for endpoint in endpoints_of(entry):
        text = endpoint.text
        if urls.scheme_of(text) in ("http", "ws") and urls.is_internal(text, context.settings.internal_hosts) is False:
            what = f"requests and {endpoint.sends}" if endpoint.sends else "requests"
            scheme, _, rest = text.strip().partition(":")
            yield Finding(
                endpoint.value.at,
                f"{urls.host_of(text)} is called without encryption: {what} can be read in transit",
                help="Use https.",
                offers=(Offer(f"Use {scheme}s", endpoint.replaced(f"{scheme}s:{rest}")),),
            )
