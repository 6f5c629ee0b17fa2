"""A list of roles, addresses or tools that a later file adds to.

When several files make one config, Core appends lists. An overlay that names `userRoles` does not set them: all callers
that the base admits are still admitted. The same goes for the roles of a key, for its `allowedIpAddressRanges` and for
`allowedTools`. Where the later list leaves out something of the base it allows more than its own text says, which is a
warning; a list that repeats all and adds one says so itself. For empty lists see `idle-overlay`.

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
                                    ^^^^^^^^^ Core adds this to the roles an earlier file names ("reader") and removes none
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
```json base.json
{
  "keys": {
    "9c1d4f0b7a3e5826d0b94e71f3a8c265": {"project": "search", "role": "reader", "allowedIpAddressRanges": ["10.0.0.0/8"]}
  },
  "roles": {"reader": {}}
}
```
```json overlay.json
{"keys": {"9c1d4f0b7a3e5826d0b94e71f3a8c265": {"allowedIpAddressRanges": ["10.7.0.0/16"]}}}
                                                                          ^^^^^^^^^^^^^ Core adds this to the addresses an earlier file allows ("10.0.0.0/8") and removes none
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
from dial_lsp.model.access_control import Key
from dial_lsp.model.deployments import Application, ToolSet
from dial_lsp.model.guards import GUARDED_SECTIONS, guarded_in
from dial_lsp.model.joined import at
from dial_lsp.model.nested import Mcp
from dial_lsp.rulekit.rule import EntryContext, Finding, entry_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.model.values import Value

_REPLACE = "To replace the list, put null before it in a file between."
_SHOWN = 3
_EARLIER = {
    "roles": "the roles an earlier file names",
    "addresses": "the addresses an earlier file allows",
    "tools": "the tools an earlier file allows",
}


@entry_rule("keys", *GUARDED_SECTIONS, severity=Severity.INFORMATION, impact=Impact.ADVICE, tags=("security",))
def united_roles(value: Value, context: EntryContext) -> Iterator[Finding]:
    """Find lists of what is allowed that come from more than one file."""
    if context.settings.overwrite_arrays or len(value.entry.parts) == 1:
        return
    for listed, kind in _lists(value):
        if isinstance(listed.raw, list):
            yield from _added(listed, kind)


def _lists(value: Value) -> Iterator[tuple[Value, str]]:
    """The lists of an entry that say what is allowed, each with what is in it."""
    if isinstance(value, Key):
        yield value.field("roles"), "roles"
        yield value.address_ranges, "addresses"
    for guarded in guarded_in(value):
        yield guarded.user_roles, "roles"
    if isinstance(value, ToolSet):
        yield value.field("allowedTools"), "tools"
    elif isinstance(value, Application):
        yield Mcp.of(value.field("mcp")).field("allowedTools"), "tools"


def _added(listed: Value, kind: str) -> Iterator[Finding]:
    lists = [at(part.entry.value, listed.pointer) for part in listed.entry.parts]
    known: list[object] = []
    for added in lists[max((number for number, one in enumerate(lists) if one is None), default=-1) + 1 :]:
        if known and isinstance(added, list) and (said := _said(known, added, kind)):
            index, message, severity = said
            place = listed.find((len(known) + index,)).at
            yield Finding(place, message, help=_REPLACE, severity=severity, impact=Impact.EXPOSED if severity else None)
        known += added if isinstance(added, list) else []


def _said(known: list[object], added: list[object], kind: str) -> tuple[int, str, Severity | None] | None:
    """Which element of a later list is worth a word: one that is new, or any where the list leaves something out."""
    new = next((index for index, one in enumerate(added) if one not in known), None)
    kept = [one for one in known if one not in added]
    if kept and any(one in known for one in added):
        stay = "stays" if len(kept) == 1 else "stay"
        message = f"this list leaves out {_listed(kept)}, which {stay}: Core joins lists of {kind} and removes none"
        return 0 if new is None else new, message, Severity.WARNING
    if new is None:
        return None
    message = f"Core adds this to {_EARLIER[kind]} ({_listed(known)}) and removes none"
    return new, message, Severity.WARNING if kept else None


def _listed(names: list[object]) -> str:
    return ", ".join(f'"{name}"' for name in names[:_SHOWN]) + (", ..." if len(names) > _SHOWN else "")
