"""A section that Core does not know.

At the root, and only there, Core ignores names it does not know. So a misspelt section is silently dead: none of its
entries exist, and where keys or roles are lost, so are all callers or all limits. A name that is one slip away from a
section, or differs in case or separators, is an error; any other is a warning. `$schema`, `$comment` and names that begin with `_`, `//`, `#` or `x-` are taken for remarks and are
left alone.

## Flagged
```json
{
  "model": {
  ^^^^^^^ Core knows no section "model" and ignores all of it; did you mean "models"?
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
The nearest names are offered, unless the file has such a section already.
## Source
Config is the one class that ignores unknown properties. Observed on Core's own configuration classes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.change import Rename
from dial_lsp.rulekit.rule import Context, Finding, Offer, rule
from dial_lsp.rulekit.shapes import SEVERITY, said, section_problems

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule(severity=Severity.WARNING, impact=Impact.NO_EFFECT)
def unknown_section(context: Context) -> Iterator[Finding]:
    """Find root members that are no sections."""
    for at, problem in section_problems(context.config, context.version):
        if problem.code == "unknown-section":
            free = (name for name in problem.suggestions if name not in context.config.sections)
            offers = tuple(Offer(f'Rename it to "{name}"', (Rename(at, name),)) for name in free)
            impact = Impact(problem.impact)
            yield Finding(at, said(problem), problem.help, offers=offers, severity=SEVERITY[impact], impact=impact)
