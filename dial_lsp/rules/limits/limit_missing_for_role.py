"""A role that may use a model without any limit.

Core denies nobody for want of a limit: a role without an entry for a model falls back to the entry of the role
`default`, and without that it is unlimited.

## Flagged
```json
{
  "roles": {
    "analyst": {"limits": {"gpt-4": {"day": 100000}}},
    "reader": {"limits": {}}
    ^^^^^^^^ callers with role "reader" may use model "gpt-4" without limit
  },
  "models": {
    "gpt-4": {"type": "chat", "endpoint": "http://gpt.models.svc/v1/chat/completions"}
  }
}
```
## Accepted
```json
{
  "roles": {
    "default": {"limits": {"gpt-4": {"day": 1000}}},
    "analyst": {"limits": {"gpt-4": {"day": 100000}}},
    "reader": {}
  },
  "models": {
    "gpt-4": {"type": "chat", "endpoint": "http://gpt.models.svc/v1/chat/completions"}
  }
}
```
## When to ignore
Where `costLimit` or the provider's own quota holds callers back.
## Source
RateLimiter: no entry of the caller's roles and none of `default` means no limit. Observed on Core's own rate limiter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.rule import Context, Finding, RestsOn, rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@rule(severity=Severity.WARNING, impact=Impact.UNLIMITED, profile="strict", rests_on=RestsOn(other_entries=True))
def limit_missing_for_role(context: Context) -> Iterator[Finding]:
    """Find declared roles with a model nobody limits for them; an entry without windows counts as meant."""
    access = context.access
    models = [found for found in access.objects if found.kind == "model"]
    for name, role in context.config.roles.items():
        caller = access.caller(name)
        verdicts = ((found, access.verdict(caller, found)) for found in models)
        free = [found.name for found, verdict in verdicts if verdict.granted and not verdict.limits.sources]
        if free:
            yield Finding(
                role.at.key(),
                f'callers with role "{name}" may use {_models(free)} without limit',
                help='Limit the models in this role, or in the role "default" for all.',
            )


def _models(names: Sequence[str]) -> str:
    if len(names) == 1:
        return f'model "{names[0]}"'
    return f'{len(names)} models ("{names[0]}", "{names[1]}"{", ..." if len(names) > 2 else ""})'  # noqa: PLR2004
