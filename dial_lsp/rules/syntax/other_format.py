"""A file of another kind.

Core's static settings, an export of DIAL Admin in its own format, a JSON Schema, a realm of Keycloak, a Compose file,
a file encrypted with SOPS: as a configuration Core refuses such a file, or loads it and nothing is configured. Nothing
else is reported of the files that are checked together with it, nor what Core would do with them. [How DIAL Admin
exports what Core reads](https://github.com/dial-lsp/dial-lsp/blob/main/docs/dial-admin.md).

## Flagged
```json
{
  "config": {"files": ["aidial.config.json"]},
  ^^^^^^^^ this file is not a configuration: it is the static settings of DIAL Core
  "storage": {"provider": "filesystem", "bucket": "dial"}
}
```
```json
{
  "models": {"gpt-4": {"type": "CHAT", "deployment": {"name": "gpt-4", "isPublic": false, "roleLimits": []}}}
  ^^^^^^^^ this file is not a configuration: it is an export of DIAL Admin in its own format
}
```
## Accepted
```json
{
  "config": {"files": ["aidial.config.json"]},
  "models": {
    "gpt-4": {"type": "chat", "endpoint": "http://gpt.models.svc/v1/chat/completions", "isPublic": true},
    "gpt-5": {"type": "chat", "endpoint": "http://gpt.models.svc/v1/chat/completions"}
  }
}
```
## Source
Read in the static settings that come with Core, in the data objects of DIAL Admin and in the documentation of the other
formats. A section of Core's makes a file a configuration, however broken it is; but not beside what SOPS writes into a file
whose values it encrypts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.project.other_formats import format_of
from dial_lsp.rulekit.rule import Context, Finding, rule
from dial_lsp.text import Location

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule(severity=Severity.ERROR, impact=Impact.NO_EFFECT)
def other_format(context: Context) -> Iterator[Finding]:
    """Find files that are no configuration but something else that is known."""
    for document in context.documents:
        found = format_of(document)
        if found is not None:
            known, section = found
            yield Finding(
                Location(document.source, document.section_span(section, "key")),
                f"this file is not a configuration: it is {known.name}",
                help=known.advice,
            )
