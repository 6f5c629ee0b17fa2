"""Token limits of a model that contradict each other.

The `limits` of a model tell clients how much fits into one call; Core enforces none of it. A prompt or answer larger
than the total, or a limit of zero, makes clients cut conversations wrongly.

## Flagged
```json /models/gpt-4
"type": "chat",
"endpoint": "http://gpt.models.svc/v1/chat/completions",
"limits": {"maxTotalTokens": 8192, "maxPromptTokens": 16384, "maxCompletionTokens": 0}
                                                      ^^^^^ maxPromptTokens (16384) is above maxTotalTokens (8192), so clients cut conversations wrongly
                                                                                    ^ maxCompletionTokens 0 tells clients that no tokens fit into a call
```
## Accepted
```json /models/gpt-4
"type": "chat",
"endpoint": "http://gpt.models.svc/v1/chat/completions",
"limits": {"maxPromptTokens": 128000, "maxCompletionTokens": 16384}
```
## Fix
Deleting a limit that is not positive is offered.
## Source
Read in DIAL's documentation of `models.limits`: either the total, or the two others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.rulekit.offers import deleting
from dial_lsp.rulekit.rule import EntryContext, Finding, entry_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.deployments import (
        Model,
    )

_PARTS = ("maxPromptTokens", "maxCompletionTokens")


@entry_rule("models", severity=Severity.WARNING, impact=Impact.ADVICE, tags=("catalog",))
def inconsistent_token_limits(model: Model, _context: EntryContext) -> Iterator[Finding]:
    """Find limits that are not positive, and parts that are more than the total."""
    limits = model.token_limits
    total = limits.number("maxTotalTokens")
    for name in ("maxTotalTokens", *_PARTS):
        value, written = limits.number(name), limits.field(name)
        if value is None or not written.is_number:
            continue
        if value <= 0:
            yield Finding(
                written.at,
                f"{name} {value} tells clients that no tokens fit into a call",
                help="Write the number of tokens, or leave it out.",
                offers=(deleting(written),),
            )
        elif total is not None and 0 < total < value:
            yield Finding(
                written.at,
                f"{name} ({value}) is above maxTotalTokens ({total}), so clients cut conversations wrongly",
                help="Write either the total or the two others.",
            )
