"""A model that does not say what it is for.

`type` is `chat`, `completion` or `embedding`. Without it Core lists the model to clients with no capability at all, so
most of them do not offer it.

## Flagged
```json /models
"gpt-4": {"displayName": "GPT-4", "displayVersion": "1", "endpoint": "http://gpt.models.svc/v1/chat/completions"}
^^^^^^^ model "gpt-4" has no type, so clients see it without any capability
```
## Accepted
```json
{"models": {"gpt-4": {"type": "chat", "endpoint": "http://gpt.models.svc/v1/chat/completions"}}}
```
## Fix
The type the endpoint hints at is offered.
## Source
Read in ModelController: it fills the capabilities by the type of the model.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model import urls
from dial_lsp.rulekit.offers import writing
from dial_lsp.rulekit.rule import EntryContext, Finding, entry_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.deployments import (
        Model,
    )

_DESCRIBE = ("type", "displayVersion", "description", "limits", "features", "tokenizerModel", "inputAttachmentTypes")
_BY_PATH = {"/chat/completions": "chat", "/embeddings": "embedding", "/completions": "completion"}


@entry_rule("models", severity=Severity.INFORMATION, impact=Impact.ADVICE, tags=("catalog",))
def missing_type(model: Model, _context: EntryContext) -> Iterator[Finding]:
    """Find models without a type; one that says little of itself is an overlay, completed elsewhere."""
    written = model.field("type")
    if written.is_set or model.endpoint.is_blank or model.pricing.unit.text == "char_without_whitespace":
        return
    if model.is_misspelt("type"):
        return
    if not any(model.field(name).is_set for name in _DESCRIBE):
        return
    path = urls.path_of(model.endpoint.text or "") or ""
    hinted = next((kind for end, kind in _BY_PATH.items() if path.endswith(end)), None)
    yield Finding(
        model.at.key(),
        f'model "{model.name}" has no type, so clients see it without any capability',
        help='Write "type": "chat", "completion" or "embedding".',
        offers=(writing(model, "type", hinted),) if hinted else (),
    )
