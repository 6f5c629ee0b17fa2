"""The caller's own token is sent to a host outside the own network.

With `forwardAuthToken` Core passes on the bearer token the user signed in with. Whoever runs that host can act as the
user, everywhere the token is accepted.

## Flagged
```json
{
  "applications": {
    "search": {"endpoint": "https://search.example.com/chat/completions", "forwardAuthToken": true}
                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ search.example.com gets the token of every caller of application "search"
  }
}
```
## Accepted
```json
{
  "applications": {
    "search": {"endpoint": "http://search.apps.svc/chat/completions", "forwardAuthToken": true},
    "weather": {"endpoint": "https://weather.example.com/chat/completions"}
  }
}
```
## When to ignore
Where the host is your own and only its name is public: put it into `internal-hosts` of the settings.
## Source
DIAL's documentation of `forwardAuthToken`; DeploymentPostController keeps the Authorization header.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model import urls
from dial_lsp.model.change import Remove
from dial_lsp.model.config import DEPLOYMENT_SECTIONS
from dial_lsp.rule import EntryContext, Finding, Offer, entry_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.deployments import (
        Deployment,
    )


@entry_rule(*DEPLOYMENT_SECTIONS, severity=Severity.INFORMATION, impact=Impact.EXPOSED)
def token_to_external_host(deployment: Deployment, context: EntryContext) -> Iterator[Finding]:
    """Find forwarded tokens that leave by https; a url without encryption is told by another rule."""
    if not deployment.forwards_token:
        return
    for name in ("endpoint", "responsesEndpoint", "baseUrl"):
        written = deployment.field(name)
        text = written.text or ""
        if urls.scheme_of(text) == "https" and urls.is_internal(text, context.settings.internal_hosts) is False:
            yield Finding(
                written.at,
                f'{urls.host_of(text)} gets the token of every caller of {deployment.KIND} "{deployment.name}"',
                help='Delete "forwardAuthToken" unless the host is your own.',
                offers=(Offer("Forward no tokens", (Remove(deployment.field("forwardAuthToken").at.member()),)),),
            )
            return
