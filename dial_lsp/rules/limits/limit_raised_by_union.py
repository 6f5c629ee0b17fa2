"""An API key whose roles together allow far more than one of them.

Of all roles of a caller that may call a model the highest limit counts, window by window. A strict role beside a
generous one has no effect.

## Flagged
```json
{
  "keys": {
    "t4q8Zr1kW6yB0mX3nV7cJ5hD9sF2gL4p": {"project": "search", "roles": ["trial", "batch"]}
                                                                       ^^^^^^^^^^^^^^^^^^ key 1 (project "search"): role "trial" limits "day" of model "gpt-4" to 1000, but role "batch" raises it to 9000000
  },
  "roles": {"trial": {"limits": {"gpt-4": {"day": 1000}}}, "batch": {"limits": {"gpt-4": {"day": 9000000}}}},
  "models": {"gpt-4": {"type": "chat", "endpoint": "http://gpt.models.svc/v1/chat/completions"}}
}
```
## Accepted
```json
{
  "keys": {"t4q8Zr1kW6yB0mX3nV7cJ5hD9sF2gL4p": {"project": "search", "roles": ["trial"]}},
  "roles": {"trial": {"limits": {"gpt-4": {"day": 1000}}}, "batch": {"limits": {"gpt-4": {"day": 9000000}}}},
  "models": {"gpt-4": {"type": "chat", "endpoint": "http://gpt.models.svc/v1/chat/completions"}}
}
```
## When to ignore
Where the second role is added to raise the limits.
## Source
RateLimiter: the maximum of each window over the entries of the caller's roles. Observed on Core's own rate limiter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.access.limits import counted_roles, effective
from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.access_control import UNLIMITED, WINDOWS, Key
from dial_lsp.rulekit.rule import Context, Finding, RestsOn, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.access import Access, LimitedName, Object, SaidLimit
    from dial_lsp.model.place import Place

_FAR_MORE = 10


@rule(severity=Severity.INFORMATION, impact=Impact.UNLIMITED, rests_on=RestsOn(other_entries=True))
def limit_raised_by_union(context: Context) -> Iterator[Finding]:
    """Find keys with a limit that another of their roles lifts ten times or more; one finding for a key."""
    access = context.access
    together = context.config.gathered("keys", _several, digest=tuple)
    raised = access.of_roles(dict.fromkeys(together.values()), _raised)
    for subject in access.keys if any(raised.values()) else ():
        key = subject.key
        text = raised.get(together.get(key.entry.name or "", ())) if key else None
        if key and text and access.is_alive(subject):
            yield Finding(
                _place(key),
                f"{subject.label}: {text}",
                help="Give the key only the role whose limits it should have.",
            )


def _several(key: Key) -> tuple[str, ...] | None:
    """The roles of a key that has more than one."""
    roles = tuple(dict.fromkeys(role for role, _ in key.roles if role is not None))
    return roles if len(roles) > 1 else None


def _raised(access: Access, together: tuple[str, ...]) -> str | None:
    """What is said of the first limit that callers with all these roles are lifted from."""
    limits, index = access.of_limits(_finite), access.limit_index.facts
    own = ((role, name) for role in together for name in index.get(role, ()))
    said = (one for role, name in own for one in limits.get(name, ()) if one.role == role)
    return next((text for one in said for found in one.decided if (text := _lifted(one, found, together))), None)


def _finite(limited: LimitedName) -> Iterator[SaidLimit]:
    """What limits something that other roles may lift."""
    if len(limited.entries) > 1:
        yield from (said for said in limited.said if any(0 < value < UNLIMITED for value in said.entry.values))


def _lifted(one: SaidLimit, found: Object, together: tuple[str, ...]) -> str | None:
    if found.allowed is not None and one.role not in found.allowed:
        return None
    limits = effective(one.others, counted_roles(found.allowed, frozenset(together)))
    for window, mine in enumerate(one.entry.values):
        most = limits.values[window]
        if 0 < mine < UNLIMITED and (most == UNLIMITED or most >= mine * _FAR_MORE):
            lifted = "removes the limit" if most == UNLIMITED else f"raises it to {most}"
            return (
                f'role "{one.role}" limits "{WINDOWS[window]}" of {found.label} to {mine}, '
                f'but role "{limits.sources[window].role}" {lifted}'
            )
    return None


def _place(key: Key) -> Place:
    roles = key.field("roles")
    return roles.at if roles.exists else key.field("role").at
