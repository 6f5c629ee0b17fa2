"""A setting whose value cannot be used.

Its default holds instead, as if it were not there; the other settings count. An ignore with anything wrong in it hides
nothing, for without that part it would perhaps hide more than was meant.

## Flagged
```toml
comments = "yes"
           ^^^^^ "comments" must be true or false
```
```json
{"roles": {"default": {}}}
```
## Accepted
```toml
comments = true
```
```json
{"roles": {"default": {}}}
```
## Source
`dial-lint init --print` shows all settings with examples; `dial-lint schema --settings` prints their JSON Schema, by
which editors check the file while it is written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.rule import Context, Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule(severity=Severity.WARNING, impact=Impact.ADVICE)
def invalid_setting(context: Context) -> Iterator[Finding]:
    """Find values in the settings file that are not what they must be."""
    for mistake in context.settings.mistakes:
        if mistake.kind == "invalid":
            yield Finding(mistake.at, mistake.message)
