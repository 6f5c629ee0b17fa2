"""A section that Core does not know.

At the root, and only there, Core ignores names it does not know. So a misspelt section is silently dead: none of its
entries exist. `$schema`, `$comment` and names that begin with `_`, `//`, `#` or `x-` are taken for remarks and are
left alone.

## Flagged
```json
{
  "model": {
  ^^^^^^^ Core knows no section "model" and ignores all of it
    "gpt-4": {"type": "chat", "endpoint": "http://gpt.models.svc/v1/chat/completions"}
  }
}
```
## Accepted
```json
{
  "$schema": "https://example.org/aidial.config.schema.json",
  "models": {
    "gpt-4": {"type": "chat", "endpoint": "http://gpt.models.svc/v1/chat/completions"}
  }
}
```
## Fix
The nearest names are offered.
## Source
Config is the one class that ignores unknown properties. Observed on Core's own configuration classes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.change import Rename
from dial_lsp.rule import Context, Finding, Offer, rule
from dial_lsp.shapes import said, section_problems

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule(severity=Severity.WARNING, impact=Impact.NO_EFFECT)
def unknown_section(context: Context) -> Iterator[Finding]:
    """Find root members that are no sections."""
    for at, problem in section_problems(context.config, context.version):
        if problem.code == "unknown-section":
            names = problem.suggestions
            offers = tuple(Offer(f'Rename it to "{name}"', (Rename(at, name),)) for name in names)
            yield Finding(at, said(problem), problem.help, offers=offers)
