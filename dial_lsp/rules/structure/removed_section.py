"""A section that Core no longer reads.

Addons and assistants are gone from Core. It ignores their sections without a word; what they set has no effect. One
that is empty loses nothing and is only a hint.

## Flagged
```json
{
  "addons": {
  ^^^^^^^^^^^ "addons" is gone since Core 0.46; it is ignored
    "search": {"endpoint": "http://search.addons.svc/.well-known/ai-plugin.json"}
  }
}
```
## Accepted
```json
{
  "roles": {"reader": {}}
}
```
## Fix
The section is deleted.
## Source
The newest Config class has neither. Observed on Core's own configuration classes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.change import Remove
from dial_lsp.rule import Context, Finding, Offer, rule
from dial_lsp.shapes import said, section_problems

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule(severity=Severity.WARNING, impact=Impact.NO_EFFECT)
def removed_section(context: Context) -> Iterator[Finding]:
    """Find sections of older Cores."""
    for at, problem in section_problems(context.config, context.version):
        if problem.code == "removed-section":
            offers = (Offer("Delete the section", (Remove(at),), safe=True),)
            section = context.config.sections[str(at.entry.name)]
            is_empty = not any(entry.value for entry in section.every.values())
            yield Finding(
                at,
                said(problem),
                problem.help,
                offers=offers,
                severity=Severity.HINT if is_empty else None,
                impact=Impact.ADVICE if is_empty else None,
            )
