"""A null that takes away what an earlier file restricts.

In a later file null replaces whatever the files before say. For `userRoles` or `allowedIpAddressRanges` that opens what
was closed; for a limit it leaves the fallback of the role `default`, or nothing.

## Flagged
```json base.json
{
  "models": {
    "gpt-4": {"type": "chat", "endpoint": "http://gpt.models.svc/v1/chat/completions", "userRoles": ["reader"]}
  },
  "roles": {"reader": {}}
}
```
```json overlay.json
{"models": {"gpt-4": {"userRoles": null}}}
                                   ^^^^ null erases the userRoles of an earlier file; every authenticated caller is admitted
```
## Accepted
```json base.json
{
  "models": {
    "gpt-4": {"type": "chat", "endpoint": "http://gpt.models.svc/v1/chat/completions", "userRoles": ["reader"]}
  },
  "roles": {"reader": {}}
}
```
```json overlay.json
{"models": {"gpt-4": {"maxRetryAttempts": 3}}}
```
## When to ignore
When it is meant: null is the only way to empty a list that files before have begun.
## Source
FileConfigStore merges with Jackson's updating reader. Observed on Core's own classes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.access_control import Guarded, Key, Role
from dial_lsp.model.guards import GUARDED_SECTIONS
from dial_lsp.rulekit.rule import EntryContext, Finding, entry_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.values import Value
    from dial_lsp.syntax.tree import Pointer


@entry_rule("keys", "roles", *GUARDED_SECTIONS, severity=Severity.WARNING, impact=Impact.EXPOSED)
def erased_restriction(value: Value, _context: EntryContext) -> Iterator[Finding]:
    """Find restrictions of an earlier file that a later one sets to null."""
    if len(value.entry.parts) == 1:
        return
    for restriction, what, effect in _restrictions(value):
        if restriction.is_null and _was_set(value, restriction.pointer):
            yield Finding(
                restriction.at,
                f"null erases the {what} of an earlier file; {effect}",
                help="Delete the null, or say what is meant instead.",
                impact=Impact.UNLIMITED if isinstance(value, Role) else None,
            )


def _restrictions(value: Value) -> Iterator[tuple[Value, str, str]]:
    if isinstance(value, Guarded):
        yield value.user_roles, "userRoles", "every authenticated caller is admitted"
    elif isinstance(value, Key):
        yield value.address_ranges, "address ranges", "the key works from any address"
    elif isinstance(value, Role):
        effect = 'the limit of role "default" applies, or none'
        yield value.cost_limit, "spending limit", effect
        for name, limit in value.field("limits").members():
            yield limit, f'limit for "{name}"', effect


def _was_set(value: Value, pointer: Pointer) -> bool:
    for part in value.entry.parts:
        found = type(value)(value.entry, (), part.entry.value).find(pointer)
        if found.exists and not found.is_null:
            return True
    return False
