"""A list of roles that a later file adds to.

When several files make one config, Core appends lists. An overlay that names `userRoles` does not set them: whoever the
base admitted is still admitted, and an empty list changes nothing. The same goes for the roles of a key.

## Flagged
```json base.json
{
  "models": {
    "gpt-4": {"type": "chat", "endpoint": "http://gpt.models.svc/v1/chat/completions", "userRoles": ["reader"]}
  },
  "roles": {"reader": {}, "auditor": {}}
}
```
```json overlay.json
{"models": {"gpt-4": {"userRoles": ["auditor"]}}}
                                    ^^^^^^^^^ Core adds this to the roles an earlier file names ("reader"); it takes none away
```
## Accepted
```toml
overwrite-arrays = true
```
```json base.json
{
  "models": {
    "gpt-4": {"type": "chat", "endpoint": "http://gpt.models.svc/v1/chat/completions", "userRoles": ["reader"]}
  },
  "roles": {"reader": {}, "auditor": {}}
}
```
```json overlay.json
{"models": {"gpt-4": {"userRoles": ["auditor"]}}}
```
## When to ignore
When adding is what is meant. Where lists are meant to replace, set Core's `config.jsonMergeStrategy.overwriteArrays`
and say `overwrite-arrays = true` in `dial-lint.toml`.
## Source
FileConfigStore merges with Jackson's updating reader. Observed on Core's own classes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.access_control import Guarded, Key
from dial_lsp.model.guards import GUARDED_SECTIONS
from dial_lsp.rule import EntryContext, Finding, entry_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.values import Value

_SHOWN = 3


@entry_rule("keys", *GUARDED_SECTIONS, severity=Severity.INFORMATION, impact=Impact.ADVICE)
def united_roles(value: Value, context: EntryContext) -> Iterator[Finding]:
    """Find lists of roles that come from more than one file."""
    roles = value.field("roles" if isinstance(value, Key) else "userRoles")
    if context.settings.overwrite_arrays or not isinstance(value, Key | Guarded) or not isinstance(roles.raw, list):
        return
    own = [part.entry.value for part in value.entry.parts]
    lists = [one.get(roles.pointer[-1]) if isinstance(one, dict) else None for one in own]
    known: list[object] = []
    for added in lists[max((at for at, one in enumerate(lists) if one is None), default=-1) + 1 :]:
        if known and isinstance(added, list) and any(role not in known for role in added):
            start = len(known)
            shown = ", ".join(f'"{role}"' for role in known[:_SHOWN]) + (", ..." if start > _SHOWN else "")
            message = f"Core adds this to the roles an earlier file names ({shown}); it takes none away"
            at = next(index for index, role in enumerate(added) if role not in known)
            yield Finding(
                roles.find((start + at,)).at, message, help="To replace the list, put null before it in a file between."
            )
        known += added if isinstance(added, list) else []
