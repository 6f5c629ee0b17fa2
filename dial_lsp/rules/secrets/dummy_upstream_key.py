"""An upstream key that is a word from an example.

Keys such as `modelKey1` or `changeme` come from samples. No provider accepts them; an adapter of your own that does
admits everybody who has read the samples.

## Flagged
```json /models/gpt-4
"type": "chat",
"endpoint": "http://adapter.svc/chat/completions",
"upstreams": [{"endpoint": "https://api.openai.com/v1/chat/completions", "key": "modelKey1"}]
                                                                                ^^^^^^^^^^^ this key comes from an example; api.openai.com is unlikely to accept it
```
## Accepted
```json /models/gpt-4
"type": "chat",
"endpoint": "http://adapter.svc/chat/completions",
"upstreams": [{"endpoint": "https://api.openai.com/v1/chat/completions", "key": "${OPENAI_API_KEY}"}]
```
## When to ignore
Where the server asks for some key and looks at none.
## Source
Read in Core's code: it sends the key of the upstream as it is written.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model import urls
from dial_lsp.model.placeholders import is_unfilled
from dial_lsp.model.served import served_in
from dial_lsp.rulekit.rule import EntryContext, Finding, entry_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.values import Value

_DUMMY = (
    r"(?:(?:my|some|model|upstream|test|dummy|fake|mock|sample|example|demo|secret|api|azure|openai)[-_ ]?)+"
    r"(?:key|secret|token|password)?[-_ ]?\d{0,3}"
    r"|(?:key|secret|token|password|pass|changeit|default|none|null|na|n/a|foo|bar|abc|qwerty)[-_]?\d{0,3}"
    r"|(?:0?123(?:4(?:5(?:6(?:7(?:89?0?)?)?)?)?)?)|(.)\1*"
)


@cache
def _dummy() -> re.Pattern[str]:
    return re.compile(_DUMMY, re.IGNORECASE)


@entry_rule("models", "routes", "applications", severity=Severity.WARNING, impact=Impact.CALL_FAILS)
def dummy_upstream_key(entry: Value, context: EntryContext) -> Iterator[Finding]:
    """Find keys that samples use; nothing is said of hosts that are internal, such as a mock, or not known."""
    for served in served_in(entry):
        for upstream in served.upstreams:
            key, text = upstream.field("key"), upstream.field("key").text
            if not text or is_unfilled(text) or not _dummy().fullmatch(text):
                continue
            url = next((one for name in _URLS if (one := upstream.field(name).text)), "")
            if urls.is_internal(url, context.settings.internal_hosts) is False:
                yield Finding(
                    key.at,
                    f"this key comes from an example; {urls.host_of(url)} is unlikely to accept it",
                    help="Put the provider's key here, from a vault, when the file is deployed.",
                )


_URLS = ("endpoint", "responsesEndpoint", "baseUrl")
