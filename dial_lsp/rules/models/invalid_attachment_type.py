"""A type of attachments that is not a MIME type.

Clients compare the types of files with these texts: `type/subtype`, with `*` for any. Anything else, such as an
extension, matches no file.

## Flagged
```json
{
  "models": {
    "gpt-4": {
      "type": "chat",
      "endpoint": "http://gpt.models.svc/v1/chat/completions",
      "inputAttachmentTypes": ["image/png", "pdf"]
                                            ^^^^^ "pdf" is not a MIME type, so it matches no attachment
    }
  }
}
```
## Accepted
```json
{
  "models": {
    "gpt-4": {
      "type": "chat",
      "endpoint": "http://gpt.models.svc/v1/chat/completions",
      "inputAttachmentTypes": ["image/*", "application/vnd.ms-excel", "*/*"]
    }
  }
}
```
## Fix
The MIME type of a usual extension is offered.
## Source
DIAL's documentation of `inputAttachmentTypes`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.placeholders import has_placeholder
from dial_lsp.names.renaming import corrections
from dial_lsp.rulekit.rule import EntryContext, Finding, entry_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.deployments import (
        Deployment,
    )

_OF_EXTENSIONS = {
    "csv": "text/csv",
    "gif": "image/gif",
    "html": "text/html",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "json": "application/json",
    "md": "text/markdown",
    "pdf": "application/pdf",
    "png": "image/png",
    "txt": "text/plain",
}
_MIME = re.compile(r"[\w!#$&^.+-]+/[\w!#$&^.+*-]+|\*/\*|\*")


@entry_rule("models", "applications", severity=Severity.WARNING, impact=Impact.NO_EFFECT)
def invalid_attachment_type(deployment: Deployment, _context: EntryContext) -> Iterator[Finding]:
    """Find texts without the form of a MIME type."""
    for text, element in deployment.field("inputAttachmentTypes").texts():
        if text is None or _MIME.fullmatch(text) or has_placeholder(text):
            continue
        known = _OF_EXTENSIONS.get(text.lstrip("*.").lower())
        yield Finding(
            element.at,
            f'"{text}" is not a MIME type, so it matches no attachment',
            help='Write a type such as "application/pdf" or "image/*".',
            offers=tuple(corrections(element.at, (known,))) if known else (),
        )
