"""A model that costs money and that nothing limits.

Without a limit Core refuses no call. A role without an entry for a model has the entry of the role `default`, and
without that no limit; the same goes for `costLimit`. Then one loop in a program may spend any amount.

## Flagged
```json
{
  "keys": {"9c1d4f0b7a3e5826d0b94e71f3a8c265": {"project": "search", "role": "reader"}},
  "roles": {"reader": {"limits": {}}},
            ^^^^^^^^ role "reader" may use model "gpt-4" without any limit of tokens, requests or cost
  "models": {
    "gpt-4": {
      "type": "chat",
      "endpoint": "http://gpt.models.svc/v1/chat/completions",
      "pricing": {"unit": "token", "prompt": "0.00001", "completion": "0.00003"},
      "userRoles": ["reader"]
    }
  }
}
```
## Accepted
```json
{
  "keys": {"9c1d4f0b7a3e5826d0b94e71f3a8c265": {"project": "search", "role": "reader"}},
  "roles": {"default": {"costLimit": {"month": 100}}, "reader": {"limits": {}}},
  "models": {
    "gpt-4": {
      "type": "chat",
      "endpoint": "http://gpt.models.svc/v1/chat/completions",
      "pricing": {"unit": "token", "prompt": "0.00001", "completion": "0.00003"},
      "userRoles": ["reader"]
    }
  }
}
```
## When to ignore
Where a quota or budget at the provider limits the calls. Of roles that no API key has this speaks once they are named as
`idp-roles` in `dial-lint.toml`: without, nobody knows who has them.
## Source
Run: no entry of the caller's roles and none of `default` means no limit; `{}` is unlimited. Read in CostRateLimit: cost
limits came with 0.35.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.access.spend import COST_LIMITS
from dial_lsp.access.uncapped import uncapped
from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.access_control import DEFAULT_ROLE
from dial_lsp.names.references import Kind
from dial_lsp.rulekit.rule import Context, Finding, Note, RestsOn, rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dial_lsp.access import Object, Subject
    from dial_lsp.model.config import Config

_SHOWN = 3


@rule(
    severity=Severity.WARNING,
    impact=Impact.UNLIMITED,
    was=("limit-missing-for-role",),
    rests_on=RestsOn(definitions=(Kind.ROLE,), other_entries=True),
)
def uncapped_spend(context: Context) -> Iterator[Finding]:
    """Find the first callers whom nothing limits, the role `default` first, and tell of the others beside them."""
    found = list(uncapped(context.access, context.settings.idp_roles or ()))
    if not found:
        return
    config, (subject, models) = context.config, found[0]
    told = {one.identity for one in models} if not subject.roles else set()  # what everybody may do each role may, too
    names = [_role(one) for one, free in found if one is subject or any(model.identity not in told for model in free)]
    declared = config.roles.get(names[0])
    others = [config.roles[name].at.key() for name in names[1:] if name in config.roles]
    limits = "tokens, requests or cost" if context.version >= COST_LIMITS else "tokens or requests"
    more = f"; so may {len(names) - 1} more role{'s' if len(names) > 2 else ''}" if len(names) > 1 else ""  # noqa: PLR2004
    yield Finding(
        declared.at.key() if declared else models[0].at,
        f"{_who(subject, config)} may use {_listed(models)} without any limit of {limits}{more}",
        help='Limit the models in the role, or in the role "default" for all.',
        notes=tuple(Note(at, "callers with this role may, too") for at in others[:_SHOWN]),
    )


def _role(subject: Subject) -> str:
    return next((role for role in subject.roles if role is not None), DEFAULT_ROLE)


def _who(subject: Subject, config: Config) -> str:
    if subject.roles:
        return f'role "{_role(subject)}"'
    return (
        f'callers who have no role but "{DEFAULT_ROLE}"'
        if DEFAULT_ROLE in config.roles
        else "every authenticated caller"
    )


def _listed(models: Sequence[Object]) -> str:
    names = ", ".join(f'"{found.name}"' for found in models[:_SHOWN])
    rest = f" and {len(models) - _SHOWN} more" if len(models) > _SHOWN else ""
    return f"model{'s' if len(models) > 1 else ''} {names}{rest}"
