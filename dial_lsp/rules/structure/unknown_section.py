"""A section that Core does not know.

At the root, and only there, Core ignores names it does not know. So a misspelt section silently does not exist: without
keys there are no callers, without roles no limits. A name that is one slip away from a section, or differs in case or
separators, is an error; any other is a warning. A file without any section is reported once. `$schema`, `$comment` and
names that begin with `_`, `//`, `#` or `x-` are taken for remarks and are left alone.

## Flagged
```json
{
  "model": {"gpt-4": {"type": "chat", "endpoint": "http://gpt.models.svc/v1/chat/completions"}}
  ^^^^^^^ Core knows no section "model" and ignores all of it; did you mean "models"?
}
```
## Accepted
```json
{
  "$schema": "https://example.org/aidial.config.schema.json",
  "models": {"gpt-4": {"type": "chat", "endpoint": "http://gpt.models.svc/v1/chat/completions"}}
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
from dial_lsp.rulekit.offers import renaming
from dial_lsp.rulekit.rule import Context, Finding, rule
from dial_lsp.rulekit.shapes import SEVERITY, said, section_problems

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.place import Place


_SEVERAL = 2


@rule(severity=Severity.WARNING, impact=Impact.NO_EFFECT)
def unknown_section(context: Context) -> Iterator[Finding]:
    """Find root members that are no sections; a file with nothing else is told of once."""
    config = context.config
    found = [one for one in section_problems(config, context.version) if one[1].code == "unknown-section"]
    alien: dict[int, list[Place]] = {}
    for at, problem in found:
        if Impact(problem.impact) is Impact.NO_EFFECT:
            alien.setdefault(config.file_of(at), []).append(at)
    names = {str(at.entry.name) for places in alien.values() for at in places}
    ours = {layer.file for section in config.sections.values() if section.name not in names for layer in section.layers}
    whole = {file: places for file, places in alien.items() if file not in ours and len(places) >= _SEVERAL}
    for places in whole.values():
        message = f"none of the {len(places)} members of this file is a section of Core, so Core ignores all of it"
        yield Finding(places[0], message, help="Check another file, or move the members into sections of Core.")
    for at, problem in found:
        if config.file_of(at) not in whole:
            offers = renaming(at, (name for name in problem.suggestions if name not in config.sections))
            impact = Impact(problem.impact)
            yield Finding(at, said(problem), problem.help, offers=offers, severity=SEVERITY[impact], impact=impact)
