"""An upstream without the id that Core asks for.

An upstream of a model that declares `interfaces` needs an `id`, or Core refuses the whole file. And calls of Responses
or Anthropic Messages that choose an upstream without one are answered with 503: follow-up calls could not find it
again.

## Flagged
```json /models/gpt-4
"type": "chat",
"endpoint": "http://gpt.models.svc/v1/chat/completions",
"upstreams": [
  {"baseUrl": "http://east.gpt.svc", "interfaces": {"openaiResponses": {}}}
  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ an upstream with interfaces needs an
]
```
```json /models/gpt-4
"type": "chat",
"responsesEndpoint": "http://adapter.svc/v1/responses",
"upstreams": [
  {"responsesEndpoint": "http://gpt-a.svc/v1/responses", "id": "west"},
  {"responsesEndpoint": "http://gpt-b.svc/v1/responses"}
  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this upstream has no id, so Core answers 503 to calls of openaiResponses that choose it
]
```
## Accepted
```json /models/gpt-4
"type": "chat",
"endpoint": "http://gpt.models.svc/v1/chat/completions",
"upstreams": [{"id": "east", "baseUrl": "http://east.gpt.svc", "interfaces": {"openaiResponses": {}}}]
```
## Fix
An id is offered, by the upstream's position.
## Source
Run: ConfigPostProcessor says "An upstream declaring interfaces requires an id". Read in the newest controllers:
Responses and Anthropic Messages answer 503 for an upstream without an id, since 0.44; a model without upstreams gets
one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.deployments import STORED_INTERFACES
from dial_lsp.rulekit.offers import writing
from dial_lsp.rulekit.rule import EntryContext, Finding, RestsOn, entry_rule
from dial_lsp.schema.versions import UPSTREAM_IDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.deployments import Model


@entry_rule(
    "models",
    severity=Severity.ERROR,
    impact=Impact.FILE_REJECTED,
    was=("unpinned-upstream",),
    rests_on=RestsOn(values=True),
)
def upstream_without_id(model: Model, context: EntryContext) -> Iterator[Finding]:
    """Find upstreams of models that have no id and declare interfaces, or serve calls that need one."""
    stored = (
        [name for name in STORED_INTERFACES if model.passes_through(name)] if context.version >= UPSTREAM_IDS else []
    )
    for number, upstream in enumerate(model.upstreams, 1):
        identifier = upstream.field("id")
        if not isinstance(upstream.raw, dict) or not identifier.is_blank:
            continue
        message, impact = "an upstream with interfaces needs an id; Core refuses the whole file", None
        if not upstream.interfaces:
            if not stored or not upstream.is_enabled:
                continue
            calls = " and ".join(stored)
            message = f"this upstream has no id, so Core answers 503 to calls of {calls} that choose it"
            impact = Impact.CALL_FAILS
        yield Finding(
            identifier.at if identifier.exists else upstream.at,
            message,
            help='Give it an "id" of its own.',
            impact=impact,
            offers=(writing(upstream, "id", f"upstream-{number}"),),
        )
