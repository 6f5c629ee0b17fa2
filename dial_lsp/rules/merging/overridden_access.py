"""A later file that moves a key or changes a limit.

When several files make one config, a value of a later file takes the place of an earlier one. That a key now belongs to
another project or role, or that a limit is higher than before, is to be seen in neither file alone.

## Flagged
```json base.json
{
  "keys": {"9c1d4f0b7a3e5826d0b94e71f3a8c265": {"project": "search", "role": "reader"}},
  "roles": {"reader": {"limits": {"gpt-4": {"day": 1000}}}},
  "models": {"gpt-4": {"type": "chat", "endpoint": "http://gpt.models.svc/v1/chat/completions"}}
}
```
```json overlay.json
{
  "keys": {"9c1d4f0b7a3e5826d0b94e71f3a8c265": {"project": "reports"}},
                                                           ^^^^^^^^^ this file moves the key from project "search", where an earlier file has it
  "roles": {"reader": {"limits": {"gpt-4": {"day": 900000}}}}
                                                   ^^^^^^ this file raises the limit from 1000, which an earlier file sets
}
```
## Accepted
```json base.json
{
  "keys": {"9c1d4f0b7a3e5826d0b94e71f3a8c265": {"project": "search", "role": "reader"}},
  "roles": {"reader": {"limits": {"gpt-4": {"day": 1000}}}},
  "models": {"gpt-4": {"type": "chat", "endpoint": "http://gpt.models.svc/v1/chat/completions"}}
}
```
```json overlay.json
{"roles": {"reader": {"limits": {"gpt-4": {"minute": 100}}}}}
```
## When to ignore
Where the later file is there for just that, such as the limits of one environment.
## Source
Run: FileConfigStore merges with Jackson's updating reader, and the later value wins.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.access.because import quoted
from dial_lsp.access.spend import COST_WINDOWS
from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.access_control import WINDOWS, Key, Role
from dial_lsp.rulekit.rule import EntryContext, Finding, entry_rule
from dial_lsp.schema import coercion

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from dial_lsp.model.values import Value


@entry_rule("keys", "roles", severity=Severity.INFORMATION, impact=Impact.ADVICE)
def overridden_access(value: Value, _: EntryContext) -> Iterator[Finding]:
    """Find projects, roles and limits that differ from what an earlier file says; of lists and null others speak."""
    if len(value.entry.parts) > 1:
        yield from _moves(value) if isinstance(value, Key) else _changes(Role.of(value))


def _moves(key: Key) -> Iterator[Finding]:
    for name in ("project", "role"):
        now = key.field(name)
        if not now.text:
            continue
        others = (one for one in reversed(_earlier(key, now)) if one.text and one.text != now.text)
        before = next(others, None)
        if before is not None:
            yield Finding(
                now.at,
                f'this file moves the key from {name} "{before.text}", where an earlier file has it',
                help=f"Delete it, or change the {name} in the earlier file.",
            )
    yield from _joined(key)


def _changes(role: Role) -> Iterator[Finding]:
    limits = [limit.field(name) for _, limit in role.limits() for name in WINDOWS]
    costs = [role.cost_limit.member(name) for name in COST_WINDOWS]
    for now in (*limits, *costs):
        new = _number(now)
        if new is None:
            continue
        earlier = [(old, one) for one in _earlier(role, now) if (old := _number(one)) is not None]
        if not earlier:
            continue
        lowest = min(earlier, key=lambda found: found[0])
        old, before = lowest if lowest[0] < new < earlier[-1][0] else earlier[-1]
        if old != new:
            yield Finding(
                now.at,
                f"this file {'raises' if new > old else 'lowers'} the limit from {before.raw}, which an earlier file sets",
                help="Delete it, or change the earlier file.",
                severity=Severity.WARNING if new > old else None,
                impact=Impact.UNLIMITED if new > old else None,
            )


def _number(limit: Value) -> Decimal | None:
    try:
        return coercion.to_decimal(limit.raw) if limit.is_number else None
    except coercion.Refused:
        return None


def _joined(key: Key) -> Iterator[Finding]:
    """One file gives the key a ``role`` and a later one ``roles``, or the other way round: Core joins both."""
    for later, earlier in (("roles", "role"), ("role", "roles")):
        now = key.field(later)
        first = {name: _files(key, key.field(name)) for name in (later, earlier)}
        names = [one.text for one in (key.field(earlier), *key.field(earlier).elements()) if one.text]
        if first[later] and first[earlier] and min(first[later]) > max(first[earlier]) and now.raw and names:
            yield Finding(
                now.at,
                f"Core adds this to the roles an earlier file gives the key ({quoted(names)}) and removes none",
                help=f'Put "{earlier}": null beside it to replace them.',
                severity=Severity.WARNING,
                impact=Impact.EXPOSED,
            )


def _files(value: Value, field: Value) -> list[int]:
    """The numbers of the files that say something in a place."""
    said = (type(value)(value.entry, (), part.entry.value).find(field.pointer) for part in value.entry.parts)
    return [number for number, one in enumerate(said) if one.is_set]


def _earlier(value: Value, now: Value) -> list[Value]:
    """What the files before the one that counts say in the same place."""
    said = [type(value)(value.entry, (), part.entry.value).find(now.pointer) for part in value.entry.parts]
    return [one for one in said if one.exists][:-1]
