"""The one of its kind that is open to all.

Where nearly all models name the roles they admit, one without `userRoles` may have been forgotten: every key and every
token that Core accepts may use it.

## Flagged
```json
{
  "roles": {"reader": {}},
  "models": {
    "a": {"type": "chat", "endpoint": "http://a.models.svc/v1/chat/completions", "userRoles": ["reader"]},
    "b": {"type": "chat", "endpoint": "http://b.models.svc/v1/chat/completions", "userRoles": ["reader"]},
    "c": {"type": "chat", "endpoint": "http://c.models.svc/v1/chat/completions", "userRoles": ["reader"]},
    "d": {"type": "chat", "endpoint": "http://d.models.svc/v1/chat/completions", "userRoles": ["reader"]},
    "e": {"type": "chat", "endpoint": "http://e.models.svc/v1/chat/completions"}
    ^^^ 4 of 5 models name the roles they admit; model "e" is open to every key and every token
  }
}
```
## Accepted
```json
{
  "roles": {"reader": {}},
  "models": {
    "a": {"type": "chat", "endpoint": "http://a.models.svc/v1/chat/completions", "userRoles": ["reader"]},
    "b": {"type": "chat", "endpoint": "http://b.models.svc/v1/chat/completions"},
    "c": {"type": "chat", "endpoint": "http://c.models.svc/v1/chat/completions"}
  }
}
```
## When to ignore
Where it is meant for everybody, such as a cheap embedding model.
## Source
Run: RoleBasedEntity.hasAccess, null admits everybody who is authenticated. That it was forgotten is inferred.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.access.objects import objects_in
from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.routing import Route
from dial_lsp.rulekit.rule import Context, Finding, RestsOn, rule

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from dial_lsp.model.deployments import Model, Served

_GUARDED = 4  # so many must name their roles
_PART = 4  # and at most one in so many may not


@rule(severity=Severity.INFORMATION, impact=Impact.EXPOSED, rests_on=RestsOn(other_entries=True))
def public_outlier(context: Context) -> Iterator[Finding]:
    """Find the few of a kind without userRoles; of routes to foreign hosts another rule speaks."""
    config = context.config
    for section in ("models", "applications", "toolsets", "routes"):
        alike = config.gathered(section, _is_guarded, digest=bool)
        guarded = sum(alike.values())
        if guarded < _GUARDED or guarded == len(alike) or (len(alike) - guarded) * _PART > len(alike):
            continue
        from statistics import median

        objects = objects_in(config, section)
        prices = config.gathered("models", _price, digest=str) if section == "models" else {}
        usual = median(prices.values()) if prices else None
        for one in (objects[name][0] for name, is_guarded in alike.items() if not is_guarded):
            if isinstance(one.served, Route) and one.served.foreign_host(context.settings.internal_hosts):
                continue
            price = prices.get(one.name)
            is_dear = usual is not None and price is not None and price > usual
            dear = ", and it costs more than most" if is_dear else ""
            yield Finding(
                one.at,
                f"{guarded} of {len(alike)} {section} name the roles they admit; "
                f"{one.label} is open to every key and every token{dear}",
                help="Name the roles that may use it in userRoles.",
                severity=Severity.WARNING if is_dear else None,
            )


def _is_guarded(served: Served) -> bool | None:
    """Whether roles are named; None where nothing is behind it, such as a route that answers that Core is alive."""
    return None if isinstance(served, Route) and not served.forwards else served.allowed_roles is not None


def _price(model: Model) -> Decimal | None:
    """What a token or character costs at most."""
    pricing = model.pricing
    return max((rate for _, rate in pricing.rates()), default=None) if pricing.is_charged else None
