"""A limit for a name that nothing has.

Core looks up a role's limits by the exact name of what is called. An entry for any other name is never found, so it has
no effect: callers have the limits of the role `default`, or none.

## Flagged
```json
{
  "roles": {
    "analyst": {"limits": {"gpt4": {"day": 100000}}},
                           ^^^^^^ no deployment or route is named "gpt4", so this limit has no effect; did you mean "gpt-4"?
    "reader": {"limits": {"GPT-4": {"day": 100000}}}
                          ^^^^^^^ no deployment or route is named "GPT-4", so this limit has no effect; "gpt-4" differs in upper and lower case
  },
  "models": {"gpt-4": {"type": "chat", "endpoint": "http://gpt.models.svc/v1/chat/completions"}}
}
```
## Accepted
```json
{
  "roles": {"analyst": {"limits": {"gpt-4": {"day": 100000}, "applications/4hT8s/search": {"requestDay": 100}}}},
  "models": {"gpt-4": {"type": "chat", "endpoint": "http://gpt.models.svc/v1/chat/completions"}}
}
```
## Fix
The names that are most like it are offered, and deleting the entry.
## When to ignore
Names of routes inside applications count, and names with a `/` are resources of users: neither is reported. A file that
has roles only is one part of a project: list all its files in the settings.
## Source
RateLimiter: limits are read from the role by the name of the deployment or route. Observed on Core's own classes; of
routes in applications read in the newest ApplicationRouteController.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.access.objects import routes_of_applications
from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.change import Remove, Rename
from dial_lsp.model.near_names import meant, near_names
from dial_lsp.model.place import ConfigEntry
from dial_lsp.model.placeholders import has_placeholder
from dial_lsp.model.removed_sections import names_removed
from dial_lsp.model.values import Value
from dial_lsp.names.references import Kind, Use
from dial_lsp.rulekit.rule import Context, Finding, Offer, RestsOn, rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@rule(severity=Severity.WARNING, impact=Impact.NO_EFFECT, rests_on=RestsOn(definitions=(Kind.LIMIT_TARGET,)))
def unknown_limit_target(context: Context) -> Iterator[Finding]:
    """Find limits of names that no deployment and no route has."""
    names = context.references.names(Kind.LIMIT_TARGET)
    known = near_names(names)
    removed = frozenset(names_removed(context.config))  # of these another rule speaks
    elsewhere = {found.name for found in context.access.dropped}
    elsewhere.update(route.name for routes in routes_of_applications(context.config).values() for route in routes)
    for use in context.references.unresolved(Kind.LIMIT_TARGET) if names else ():
        if "/" in use.name or use.name in elsewhere or use.name in removed or has_placeholder(use.name):
            continue
        near = known.nearest(use.name)
        message = f'no deployment or route is named "{use.name}", so this limit has no effect{meant(use.name, near)}'
        yield Finding(
            use.at,
            message,
            help="Use the exact name of the deployment or route, or delete the entry.",
            offers=(*_renames(use, near), Offer(f'Delete the limit for "{use.name}"', (Remove(use.at.member()),))),
        )


def _renames(use: Use, near: Sequence[str]) -> Iterator[Offer]:
    entry = use.at.entry
    limits = Value(entry, (), entry.value).find(use.at.pointer[:-1]) if isinstance(entry, ConfigEntry) else None
    for name in near:
        if limits is not None and not limits.member(name).exists:
            yield Offer(f'Rename it to "{name}"', (Rename(use.at, name),))
