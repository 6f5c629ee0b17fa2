"""A default that decides what only the client can know.

`defaults` are written into every request that lacks the member. `messages`, `model` or `stream` belong to the request:
a client that leaves `stream` out does not expect a stream.

## Flagged
```json /models/gpt-4
"type": "chat",
"endpoint": "http://gpt.models.svc/v1/chat/completions",
"defaults": {"temperature": 0, "stream": true}
                               ^^^^^^^^ Core writes "stream" into every request that leaves it out, which clients do not expect
```
## Accepted
```json /models/gpt-4
"type": "chat",
"endpoint": "http://gpt.models.svc/v1/chat/completions",
"defaults": {"temperature": 0, "max_tokens": 4000}
```
## Fix
Deleting the default is offered.
## Source
Read in DIAL's documentation of `defaults`: parameters a request does not name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.config import DEPLOYMENT_SECTIONS
from dial_lsp.rulekit.offers import deleting
from dial_lsp.rulekit.rule import WRITTEN, EntryContext, Finding, entry_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.deployments import (
        Deployment,
    )

_OF_THE_CLIENT = ("model", "messages", "input", "prompt", "stream", "n")


@entry_rule(*DEPLOYMENT_SECTIONS, severity=Severity.WARNING, impact=Impact.ADVICE, rests_on=WRITTEN)
def overriding_default(deployment: Deployment, _context: EntryContext) -> Iterator[Finding]:
    """Find defaults of the request's own members, of the deployment and of its interfaces."""
    for holder in (deployment, *deployment.interfaces):
        for field in ("defaults", "responsesDefaults"):
            for name, value in holder.field(field).members():
                if name in _OF_THE_CLIENT:
                    yield Finding(
                        value.at.key(),
                        f'Core writes "{name}" into every request that leaves it out, which clients do not expect',
                        help="Delete it.",
                        offers=(deleting(value, f'Delete the default "{name}"'),),
                    )
