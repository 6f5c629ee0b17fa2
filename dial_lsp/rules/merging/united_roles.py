"""A list of roles that a later file adds to.

When several files make one config, Core appends lists. An overlay that names `userRoles` does not set them: all callers
that the base admits are still admitted. The same goes for the roles of a key. Where the later list leaves out roles of
the base it admits more than its own text says, which is a warning; a list that repeats them all and adds one says so
itself. For empty lists see `idle-overlay`.

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
                                    ^^^^^^^^^ Core adds this to the roles an earlier file names ("reader"); it removes none
```
```json base.json
{
  "models": {
    "gpt-4": {
      "type": "chat",
      "endpoint": "http://gpt.models.svc/v1/chat/completions",
      "userRoles": ["reader", "auditor"]
    }
  },
  "roles": {"reader": {}, "auditor": {}}
}
```
```json overlay.json
{"models": {"gpt-4": {"userRoles": ["reader"]}}}
                                    ^^^^^^^^ this list leaves out "auditor", which stays: Core joins lists
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
from dial_lsp.rulekit.rule import EntryContext, Finding, entry_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.values import Value

_REPLACE = "To replace the list, put null before it in a file between."
_SHOWN = 3


@entry_rule("keys", *GUARDED_SECTIONS, severity=Severity.INFORMATION, impact=Impact.ADVICE, tags=("security",))
def united_roles(value: Value, context: EntryContext) -> Iterator[Finding]:
    """Find lists of roles that come from more than one file."""
    roles = value.field("roles" if isinstance(value, Key) else "userRoles")
    if context.settings.overwrite_arrays or not isinstance(value, Key | Guarded) or not isinstance(roles.raw, list):
        return
    own = [part.entry.value for part in value.entry.parts]
    lists = [one.get(roles.pointer[-1]) if isinstance(one, dict) else None for one in own]
    known: list[object] = []
    for added in lists[max((at for at, one in enumerate(lists) if one is None), default=-1) + 1 :]:
        if known and isinstance(added, list) and (said := _said(known, added)):
            at, message, severity = said
            impact = Impact.EXPOSED if severity else None
            yield Finding(roles.find((len(known) + at,)).at, message, help=_REPLACE, severity=severity, impact=impact)
        known += added if isinstance(added, list) else []


def _said(known: list[object], added: list[object]) -> tuple[int, str, Severity | None] | None:
    """Which element of a later list is worth a word: one that is new, or any where the list leaves some role out."""
    new = next((index for index, role in enumerate(added) if role not in known), None)
    kept = [role for role in known if role not in added]
    if kept and any(role in known for role in added):
        message = f"this list leaves out {_listed(kept)}, which stays: Core joins lists of roles and removes none"
        return 0 if new is None else new, message, Severity.WARNING
    if new is None:
        return None
    message = f"Core adds this to the roles an earlier file names ({_listed(known)}); it removes none"
    return new, message, Severity.WARNING if kept else None


def _listed(roles: list[object]) -> str:
    return ", ".join(f'"{role}"' for role in roles[:_SHOWN]) + (", ..." if len(roles) > _SHOWN else "")
