"""A limit that Core never reads.

When something lists `userRoles`, Core looks at the limits of those roles only, so the entry of a role that may not call
what it limits is never read. Before 0.46 Core reads limits of models and routes only: a limit of an application,
toolset or interceptor has no effect.

## Flagged
```json
{
  "roles": {
    "guest": {"limits": {"gpt-4": {"day": 100000}}},
                         ^^^^^^^ this limit has no effect: model "gpt-4" does not admit role "guest"
    "analyst": {"limits": {"gpt-4": {"day": 900000}}}
  },
  "models": {
    "gpt-4": {"type": "chat", "endpoint": "http://gpt.models.svc/v1/chat/completions", "userRoles": ["analyst"]}
  }
}
```
```toml
core-version = "0.40"
```
```json
{
  "roles": {
    "analyst": {"limits": {"search": {"requestDay": 100}}}
                           ^^^^^^^^ this limit has no effect: Core 0.40 checks no limits of applications
  },
  "applications": {"search": {"endpoint": "http://search.apps.svc/v1/chat/completions"}}
}
```
## Accepted
```json
{
  "roles": {"analyst": {"limits": {"gpt-4": {"day": 900000}}}},
  "models": {
    "gpt-4": {
      "type": "chat",
      "endpoint": "http://gpt.models.svc/v1/chat/completions",
      "userRoles": ["analyst", "reviewer"]
    }
  }
}
```
## Fix
The entry of a role that may not call is deleted, which changes nothing for anybody. Where a role has hundreds of limits
only the first ones are deleted at once, the next ones after that. A limit that a newer Core reads is left alone.
## Source
RateLimiter: the caller's roles are first cut down to those in `userRoles`. Observed on Core's own rate limiter. Before
0.46 only models and routes come to it: read in the controllers of 0.25 and of the newest Core.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from dial_lsp.access.because import quoted
from dial_lsp.access.limits import HELD, V1_APIS, limit_asked
from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.access_control import DEFAULT_ROLE
from dial_lsp.model.change import Remove
from dial_lsp.model.reads import made_of
from dial_lsp.rulekit.rule import Context, Finding, Note, Offer, RestsOn, rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dial_lsp.access import LimitedName, Object, SaidLimit
    from dial_lsp.model.access_control import Role

_SHOWN = 4
MOST_READ = 40_000
"""Limits that are read while some are deleted one by one, for each reads all of its role again."""


@rule(severity=Severity.HINT, impact=Impact.NO_EFFECT, rests_on=RestsOn(other_entries=True))
def unused_limit(context: Context) -> Iterator[Finding]:
    """Find roles with entries that decide nothing, though what they limit exists and admits somebody."""
    found: dict[tuple[str, bool], list[Unused]] = {}
    for one in context.access.all_of_limits(_unused):
        found.setdefault((one.said.role, one.is_asked), []).append(one)
    roles = context.config.roles
    for (name, is_asked), unused in found.items():
        role = roles[name]
        yield made_of(role.entry.memo, ("unused limits", is_asked), frozenset(unused), partial(_told, role, unused))


class Unused(NamedTuple):
    """An entry that decides nothing, why, and whether Core asks for limits of what it is about at all."""

    said: SaidLimit
    why: str
    is_asked: bool


def _unused(limited: LimitedName) -> Iterator[Unused]:
    for said in limited.said:
        if said.decided or not said.objects:
            continue
        asked = {limit_asked(found, said.version) for found in said.objects}
        shut = [found for found in said.objects if found.allowed]
        if asked == {"never"}:
            kinds = sorted({f"{found.kind}s" for found in said.objects})
            yield Unused(said, f"Core {said.version} checks no limits of {' and '.join(kinds)}", is_asked=False)
        elif asked <= set(HELD) and len(shut) == len(said.objects):
            yield Unused(said, _why(said.role, shut[0]), is_asked=True)


def _told(role: Role, unused: list[Unused]) -> Finding:
    """What is said of the entries of one role, in the order in which it has them."""
    order = {name: number for number, (name, _) in enumerate(role.limits())}
    unused.sort(key=lambda one: order[one.said.name])
    return _never_used(unused, max(MOST_READ // len(order), 1)) if unused[0].is_asked else _not_asked(unused)


def _never_used(unused: Sequence[Unused], most: int) -> Finding:
    changes = tuple(Remove(one.said.entry.at.member()) for one in unused[:most])
    names = [one.said.name for one in unused[:most]]
    return Finding(
        unused[0].said.entry.at.key(),
        f"this limit has no effect: {unused[0].why}{_more(unused)}",
        help="Delete the entry, or admit the role.",
        notes=_others(unused),
        offers=(Offer(f"Delete the limit{'s' if len(names) > 1 else ''} for {quoted(names)}", changes, safe=True),),
        tags=frozenset({"unnecessary"}),
    )


def _not_asked(unused: Sequence[Unused]) -> Finding:
    return Finding(
        unused[0].said.entry.at.key(),
        f"this limit has no effect: {unused[0].why}{_more(unused)}",
        help=f"Limit the models it uses, close it by userRoles, or use Core {V1_APIS.short}, which checks it.",
        notes=_others(unused),
        severity=Severity.WARNING,
    )


def _more(unused: Sequence[Unused]) -> str:
    rest = len(unused) - 1
    return f"; the same goes for {rest} more limit{'s' if rest > 1 else ''} of the role" if rest else ""


def _others(unused: Sequence[Unused]) -> tuple[Note, ...]:
    return tuple(Note(one.said.entry.at.key(), one.why) for one in unused[1:_SHOWN])


def _why(role: str, found: Object) -> str:
    if role == DEFAULT_ROLE:
        return f"every role that {found.label} admits has a limit of its own"
    return f'{found.label} does not admit role "{role}"'
