"""A model without a price that callers with a spending limit may use.

`costLimit` counts what calls cost, and only models with `pricing` in a unit Core knows cost anything. Calls of all
others count nothing, however many; they are answered with 429 only once other calls have spent the limit.

## Flagged
```json
{
  "roles": {
    "analyst": {"costLimit": {"month": 100}}
                ^^^^^^^^^^^ this cost limit does not apply to model "gpt-4": it has no pricing
  },
  "models": {"gpt-4": {"type": "chat", "endpoint": "http://gpt.models.svc/v1/chat/completions"}}
}
```
## Accepted
```json
{
  "roles": {"analyst": {"costLimit": {"month": 100}}},
  "models": {
    "gpt-4": {
      "type": "chat",
      "endpoint": "http://gpt.models.svc/v1/chat/completions",
      "pricing": {"unit": "token", "prompt": "0.00003", "completion": "0.00006"}
    },
    "llama": {"type": "chat", "endpoint": "http://llama.models.svc/v1/chat/completions", "pricing": {"unit": "none"}}
  }
}
```
## When to ignore
Where a model is free indeed: say so by `"pricing": {"unit": "none"}`.
## Source
Read in ModelCostCalculator: no pricing, no cost; RateLimiter records only costs above zero, of answers with 200, and
asks for the limit of every call, whatever it costs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.deployments import Model
from dial_lsp.rulekit.rule import Context, Finding, Note, RestsOn, rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dial_lsp.access import Object
    from dial_lsp.model.deployments import Served


@rule(severity=Severity.WARNING, impact=Impact.UNLIMITED, rests_on=RestsOn(other_entries=True))
def unpriced_model(context: Context) -> Iterator[Finding]:
    """Find spending limits beside models that never cost anything and do not say so."""
    access = context.access
    limits = {
        name: entry for name, entry in access.cost_entries.items() if any(amount is not None for amount in entry.values)
    }
    models = tuple(access.objects_where(_is_free)) if limits else ()
    for name, entry in limits.items():
        caller = access.caller(name)
        free = [found for found in models if access.reaches(caller, found)]
        if free:
            yield Finding(
                entry.at.key(),
                f"this cost limit does not apply to {_models(free)}",
                help='Write what the calls cost, or "pricing": {"unit": "none"} where they are meant to be free.',
                notes=tuple(Note(found.at, "no price is written here") for found in free[:3]),
            )


def _is_free(model: Served) -> bool:
    return isinstance(model, Model) and not model.pricing.is_written and not model.endpoint.is_blank


def _models(free: Sequence[Object]) -> str:
    if len(free) == 1:
        return f"{free[0].label}: it has no pricing"
    more = ", ..." if len(free) > 2 else ""  # noqa: PLR2004
    return f'{len(free)} models without pricing ("{free[0].name}", "{free[1].name}"{more})'
