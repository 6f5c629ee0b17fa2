"""Limits for some roles, and none for everybody else.

The entry of a role named `default` applies to every caller whose roles have no entry for what they call. Without it
such callers are unlimited: those without roles, and those whose roles come from an identity provider and are not listed
here. A role `Default` is another role, and then most likely a slip, which is a warning.

## Flagged
```json
{
  "roles": {"analyst": {"limits": {"gpt-4": {"day": 100000}}}},
  ^^^^^^^ there is no role "default", so callers whose roles do not limit model "gpt-4" are unlimited
  "models": {"gpt-4": {"type": "chat", "endpoint": "http://gpt.models.svc/v1/chat/completions"}}
}
```
## Accepted
```json
{
  "roles": {"default": {"limits": {"gpt-4": {"day": 1000}}}, "analyst": {"limits": {"gpt-4": {"day": 100000}}}},
  "models": {"gpt-4": {"type": "chat", "endpoint": "http://gpt.models.svc/v1/chat/completions"}}
}
```
## When to ignore
Where every caller has one of the declared roles.
## Source
RateLimiter: the role `default` is the fallback for limits. Observed on Core's own rate limiter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.access_control import DEFAULT_ROLE, UNLIMITED
from dial_lsp.model.place import Place
from dial_lsp.model.similar import difference
from dial_lsp.names.references import Kind
from dial_lsp.rulekit.rule import Context, Finding, RestsOn, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.access import LimitedName, Object, SaidLimit


@rule(severity=Severity.HINT, impact=Impact.UNLIMITED, rests_on=RestsOn(definitions=(Kind.ROLE,), other_entries=True))
def missing_default_role(context: Context) -> Iterator[Finding]:
    """Find configs that limit something open to roles they do not name."""
    section = context.config.sections.get("roles")
    if section is None or DEFAULT_ROLE in context.config.roles:
        return
    free = context.access.of_limits(_free)
    said = context.access.limit_index.facts.items() if free else ()
    named = (found.label for role, names in said for name in names for one, found in free.get(name, ()) if one == role)
    label = next(named, None)
    if label is None:
        return
    unlimited = f"callers whose roles do not limit {label} are unlimited"
    meant, how = next(
        ((name, how) for name in context.config.roles if (how := difference(name, DEFAULT_ROLE))), ("", "")
    )
    if meant:
        yield Finding(
            context.config.roles[meant].at.key(),
            f'role "{meant}" differs from "default" in {how}, so {unlimited}',
            help='Name it "default", if its limits are meant for everybody.',
            severity=Severity.WARNING,
        )
    else:
        yield Finding(
            Place(section, (), "key"),
            f'there is no role "default", so {unlimited}',
            help='Declare a role "default" with the limits everybody has at least.',
        )


def _free(limited: LimitedName) -> Iterator[tuple[str, Object]]:
    """The roles that limit something of the name which callers with other roles use without limit."""
    for said in limited.said:
        if min(said.entry.values) < UNLIMITED:
            free = next((found for found in said.decided if _has_unlimited_callers(said, found)), None)
            if free is not None:
                yield said.role, free


def _has_unlimited_callers(said: SaidLimit, found: Object) -> bool:
    return found.allowed is None or any(role not in said.others for role in found.allowed)
