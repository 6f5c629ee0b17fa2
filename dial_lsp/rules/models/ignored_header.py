"""A default header that Core never sends.

`defaultHeaders` fill in what a request lacks, but headers of the connection, the `Api-Key` of DIAL and, unless
`forwardAuthToken` is on, `Authorization` are never passed on.

## Flagged
```json /models/gpt-4
"type": "chat",
"endpoint": "http://gpt.models.svc/v1/chat/completions",
"defaultHeaders": {"Authorization": "Bearer ${TOKEN}", "Connection": "close"}
                   ^^^^^^^^^^^^^^^ Core never sends a default "Authorization", unless forwardAuthToken is on
                                                       ^^^^^^^^^^^^ Core never sends a default "Connection"
```
## Accepted
```json /models/gpt-4
"type": "chat",
"endpoint": "http://gpt.models.svc/v1/chat/completions",
"defaultHeaders": {"anthropic-beta": "tools"}
```
## Fix
The header is deleted.
## Source
Read in DIAL's documentation of `defaultHeaders` and in ProxyUtil; `x-api-key` in the newest text, its first release is
not known. `Accept-Encoding` is sent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.config import DEPLOYMENT_SECTIONS
from dial_lsp.rulekit.offers import deleting
from dial_lsp.rulekit.rule import EntryContext, Finding, entry_rule
from dial_lsp.schema.versions import NEWEST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.deployments import (
        Deployment,
    )

_NEVER = frozenset(
    {
        "api-key",
        "connection",
        "content-length",
        "host",
        "keep-alive",
        "proxy-authenticate",
        "proxy-authorization",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
    }
)


@entry_rule(*DEPLOYMENT_SECTIONS, severity=Severity.WARNING, impact=Impact.NO_EFFECT)
def ignored_header(deployment: Deployment, context: EntryContext) -> Iterator[Finding]:
    """Find headers that stay behind, of the deployment and of its interfaces."""
    for holder in (deployment, *deployment.interfaces):
        for name, header in holder.field("defaultHeaders").members():
            is_token = name.lower() == "authorization" and not deployment.forwards_token
            is_newest = name.lower() == "x-api-key" and context.version > NEWEST
            if name.lower() in _NEVER or is_token or is_newest:
                unless = ", unless forwardAuthToken is on" if is_token else ""
                yield Finding(
                    header.at.key(),
                    f'Core never sends a default "{name}"{unless}',
                    help="Let the adapter send it, or use the key of an upstream." if is_token else "Delete it.",
                    offers=(deleting(header, f'Delete the default "{name}"', safe=True),),
                )
