"""Several API keys of one project.

Core distinguishes projects, not keys: all keys of a project share the storage, the counters of limits and the sign-ins
of toolsets. Where one is restricted and another is not, what the one stores is open to the other.

## Flagged
```json
{
  "keys": {
    "9c1d4f0b7a3e5826d0b94e71f3a8c265": {"project": "search", "role": "reader", "secured": true},
    "5f7a1c0e9b3d482640d9e8b71f3ac265": {"project": "search", "role": "reader"}
                                                    ^^^^^^^^ keys 1 and 2 belong to one project, so they share storage, limits and sign-ins, though they differ in secured
  },
  "roles": {"reader": {}}
}
```
## Accepted
```json
{
  "keys": {
    "9c1d4f0b7a3e5826d0b94e71f3a8c265": {"project": "search", "role": "reader"},
    "5f7a1c0e9b3d482640d9e8b71f3ac265": {"project": "reports", "role": "reader"}
  },
  "roles": {"reader": {}}
}
```
## When to ignore
While a key is rotated: the old and the new one are both there for a while.
## Source
Read in Core's newest code: buckets and counters of a key have the name of its project; not run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.access.storage import storages_of
from dial_lsp.access.subjects import addresses_of
from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.rulekit.rule import Context, Finding, Note, RestsOn, rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dial_lsp.access import Subject

_SHOWN = 4


@rule(severity=Severity.INFORMATION, impact=Impact.ADVICE, rests_on=RestsOn(values=True))
def shared_project(context: Context) -> Iterator[Finding]:
    """Find projects of which several keys count, each once and at its second key."""
    access = context.access
    projects = [key.project for key in access.keys if key.project]
    if len(set(projects)) == len(projects):
        return  # as it should be
    for storage in storages_of(access.keys, ()).values():
        if len(storage.keys) < 2:  # noqa: PLR2004
            continue
        alive = [key for key in storage.keys if access.is_alive(key)]
        if len(alive) < 2 or alive[1].key is None:  # noqa: PLR2004
            continue
        numbers = [str(key.position) for key in alive[:_SHOWN]]
        numbers.append(f"{len(alive) - _SHOWN} more" if len(alive) > _SHOWN else numbers.pop())
        differ = _differences(alive)
        though = f", though they differ in {' and '.join(differ)}" if differ else ""
        yield Finding(
            alive[1].key.project.at,
            f"keys {', '.join(numbers[:-1])} and {numbers[-1]} belong to one project, "
            f"so they share storage, limits and sign-ins{though}",
            help="Give each its own project, unless one replaces the other.",
            notes=tuple(
                Note(one.key.project.at, one.label) for one in alive[:_SHOWN] if one is not alive[1] and one.key
            ),
            severity=Severity.WARNING if differ else None,
        )


def _differences(keys: Sequence[Subject]) -> list[str]:
    """In what the keys of a project are not alike, though one can use what the other has stored."""
    told: dict[str, set[object]] = {
        "secured": {key.key.field("secured").boolean(default=False) for key in keys if key.key},
        "address ranges": {_ranges(key) for key in keys},
        "roles": {key.role_set for key in keys},
    }
    return [what for what, values in told.items() if len(values) > 1]


def _ranges(key: Subject) -> frozenset[object] | None:
    """The addresses a key works from; host names, and what cannot be read, as they are written."""
    known = addresses_of(key.key) if key.key else None
    written = key.key.address_ranges.said() if key.key else ()
    return (
        None
        if known is None
        else frozenset((one and one.network) or text for one, text in zip(known, written, strict=True))
    )
