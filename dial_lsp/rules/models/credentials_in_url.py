"""A url with a password or a token in it.

Urls are written to logs and shown to administrators, and clients see those of deployments. All of them see a password
in it.

## Flagged
```json /models
"gpt-4": {"type": "chat", "endpoint": "https://dial:Nx7!kq2@gpt.example.com/v1/chat/completions"}
                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this url holds a password or token, and urls are logged and listed
```
## Accepted
```json /models/gpt-4
"type": "chat",
"endpoint": "https://adapter.example.com/v1/chat/completions",
"upstreams": [{"endpoint": "https://gpt.example.com/v1/chat/completions?api-version=2024-06-01"}]
```
## Source
Read in Core's code: it logs the url of every call it forwards.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Group, Impact, Severity
from dial_lsp.model import urls
from dial_lsp.model.endpoints import URL_SECTIONS, endpoints_of
from dial_lsp.rulekit.rule import EntryContext, Finding, RestsOn, entry_rule

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
def credentials_in_url(entry: Value, _context: EntryContext) -> Iterator[Finding]:
    """Find urls with a user's password or with a parameter that is named like a secret."""
    for endpoint in endpoints_of(entry):
        if urls.credentials_in(endpoint.text):
            yield Finding(
                endpoint.value.at,
                "this url holds a password or token, and urls are logged and listed",
                help='Move it into the "key" of an upstream, and replace it: it has been exposed.',
            )
