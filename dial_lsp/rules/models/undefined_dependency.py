"""A dependency on a deployment that does not exist.

`dependencies` name what an application calls. Core loads the file all the same; when the application makes the call, it
is answered with 404.

## Flagged
```json
{
  "applications": {
    "bot": {"endpoint": "http://bot.svc/chat/completions", "dependencies": ["gpt4"]}
                                                                            ^^^^^^ no deployment is named "gpt4", so Core answers 404 when application "bot" calls it; did you mean "gpt-4"?
  },
  "models": {"gpt-4": {"type": "chat", "endpoint": "http://gpt.models.svc/v1/chat/completions"}}
}
```
## Accepted
```json
{
  "applications": {
    "bot": {"endpoint": "http://bot.svc/chat/completions", "dependencies": ["gpt-4", "applications/4hT8s/search"]}
  },
  "models": {"gpt-4": {"type": "chat", "endpoint": "http://gpt.models.svc/v1/chat/completions"}}
}
```
## Fix
The names that are most like it are offered, and deleting it.
## When to ignore
Names with a `/` are resources of users and are never reported.
## Source
Read in Core's code: its admin API warns of the same; the file is loaded without a check.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.entry_words import KIND_WORDS
from dial_lsp.model.near_names import meant, near_names
from dial_lsp.model.place import ConfigEntry
from dial_lsp.model.placeholders import has_placeholder
from dial_lsp.names.references import Kind
from dial_lsp.names.renaming import corrections
from dial_lsp.rulekit.rule import Context, Finding, RestsOn, rule

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule(severity=Severity.INFORMATION, impact=Impact.NO_EFFECT, rests_on=RestsOn(definitions=(Kind.DEPLOYMENT,)))
def undefined_dependency(context: Context) -> Iterator[Finding]:
    """Find dependencies that nothing introduces; a warning where a name was meant that exists."""
    names = near_names(context.references.names(Kind.DEPLOYMENT))
    dropped = {found.name for found in context.access.dropped}
    for use in context.references.unresolved(Kind.DEPLOYMENT):
        if use.field != "dependencies" or "/" in use.name or use.name in dropped or has_placeholder(use.name):
            continue
        near = names.nearest(use.name)
        entry = use.at.entry
        caller = f'{KIND_WORDS[entry.section]} "{entry.name}"' if isinstance(entry, ConfigEntry) else "a deployment"
        yield Finding(
            use.at,
            f'no deployment is named "{use.name}", so Core answers 404 when {caller} calls it{meant(use.name, near)}',
            help="Use the exact name of the deployment, or delete it.",
            offers=tuple(corrections(use.at, near, delete=f'Delete "{use.name}"')),
            severity=Severity.WARNING if near else None,
        )
