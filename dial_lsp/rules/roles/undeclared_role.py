"""A role that the config does not declare.

Core never checks that a role exists. A key with an undeclared role works, but the role has no limits: callers fall back
to those of the role `default`, else to none at all. DIAL asks that roles of API keys are declared under `roles`. The
role `default` and roles of administrators and global readers mean something to Core without a declaration, so these are
only pointed out.
Roles in `userRoles` may come from an identity provider, so they are only pointed out, unless one looks like a slip.

## Flagged
```json
{
  "keys": {"9c1d4f0b7a3e5826d0b94e71f3a8c265": {"project": "search", "role": "adnim"}},
                                                                             ^^^^^^^ role "adnim" is not declared, so callers with it have no limits of their own; did you mean "admin"?
  "roles": {"admin": {}}
}
```
```json
{
  "roles": {"admin": {}},
  "models": {
    "gpt-4": {"endpoint": "http://gpt.models.svc/v1/chat/completions", "type": "chat", "userRoles": ["Admin", "tester"]}
                                                                                                     ^^^^^^^ role "Admin" is not declared; "admin" differs in upper and lower case
                                                                                                              ^^^^^^^^ role "tester" is not declared; only callers who get it from an identity provider match
  }
}
```
```json
{
  "keys": {"9c1d4f0b7a3e5826d0b94e71f3a8c265": {"project": "search", "role": "default"}}
                                                                             ^^^^^^^^^ role "default" is not declared, so callers with it have no limits of their own
}
```
## Accepted
```toml
idp-roles = ["tester"]
```
```json
{
  "keys": {"9c1d4f0b7a3e5826d0b94e71f3a8c265": {"project": "search", "role": "admin"}},
  "roles": {"admin": {}},
  "models": {
    "gpt-4": {"endpoint": "http://gpt.models.svc/v1/chat/completions", "type": "chat", "userRoles": ["admin", "tester"]}
  }
}
```
## Fix
The nearest name is offered where there is one, and to declare the role without limits.
## When to ignore
Name the roles that identity providers give as `idp-roles` in `dial-lint.toml`: they count as known, and all others in
`userRoles` become warnings.
## Source
Read in DIAL's documentation on API keys; RateLimiter and RoleBasedEntity compare names exactly and resolve none.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.access_control import DEFAULT_ROLE
from dial_lsp.model.change import InsertEntry
from dial_lsp.model.near_names import meant, near_names
from dial_lsp.model.placeholders import has_placeholder
from dial_lsp.model.reads import made_of
from dial_lsp.model.role_names import dropped_roles, is_admin, is_global_reader, is_meant_as_everybody, roles_of_keys
from dial_lsp.names.references import Kind, Use
from dial_lsp.names.renaming import corrections
from dial_lsp.rulekit.rule import Context, Finding, Offer, RestsOn, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

_MEANT_WITHOUT = frozenset({DEFAULT_ROLE, "admin", "global-reader"})
"""Roles that work without a declaration: Core itself knows their names."""


@rule(severity=Severity.ERROR, impact=Impact.UNLIMITED, rests_on=RestsOn(definitions=(Kind.ROLE,)))
def undeclared_role(context: Context) -> Iterator[Finding]:
    """Find roles of keys that are not declared, and roles in userRoles that nothing known gives."""
    given = roles_of_keys(context.config)
    idp = frozenset(context.settings.idp_roles or ())
    declared = near_names(frozenset({*context.config.roles, *idp}))
    given_too = near_names(frozenset({*context.config.roles, *idp, *given}))
    dropped = dropped_roles(context.config)
    told: set[str] = set()
    references, is_closed = context.references, context.settings.idp_roles is not None
    for use in references.unresolved(Kind.ROLE):
        if use.name in idp or use.name in dropped or not use.name.strip() or has_placeholder(use.name):
            continue
        if use.field != "userRoles":
            yield _of_key(context, use, declared.near_miss(use.name))
        elif not (use.name in given or use.name == DEFAULT_ROLE or is_meant_as_everybody(use.name)):
            near = given_too.near_miss(use.name)
            if near is not None or use.name not in told:
                count = len(references.uses_of(Kind.ROLE, use.name))
                seen = _Seen(use, near, count, is_closed)
                yield made_of(use.at.entry.memo, ("undeclared role", use.at.pointer), seen, partial(_of_guard, seen))
            told.add(use.name)


def _of_key(context: Context, use: Use, near: str | None) -> Finding:
    message = f'role "{use.name}" is not declared, so callers with it have no limits of their own'
    has_power = is_admin(use.name, context.settings.admin_roles) or is_global_reader(use.name)
    needs_none = near is None and (has_power or use.name in _MEANT_WITHOUT)
    return Finding(
        use.at,
        f"{message}{_meant(use.name, near)}",
        help='Declare it under "roles", or correct its name.',
        offers=_offers(use, near),
        severity=Severity.INFORMATION if needs_none else None,
        impact=Impact.ADVICE if needs_none else None,
    )


class _Seen(NamedTuple):
    """A mention in ``userRoles``: the name it may be a slip for, how often it stands there, and who gives roles."""

    use: Use
    near: str | None
    places: int
    is_closed: bool  # all roles that identity providers give are known


def _of_guard(seen: _Seen) -> Finding:
    use, near, places, is_closed = seen
    others = f" ({places} places name it)" if places > 1 and near is None else ""
    message = f'role "{use.name}" is not declared{_meant(use.name, near)}'
    if near is None and is_closed:
        message = f'role "{use.name}" is neither declared nor among idp-roles{others}'
    elif near is None:
        message = f"{message}; only callers who get it from an identity provider match{others}"
    return Finding(
        use.at,
        message,
        help="Correct the name." if near else "Declare it, or add it to idp-roles in dial-lint.toml.",
        offers=_offers(use, near),
        severity=Severity.WARNING if near or is_closed else Severity.INFORMATION,
        impact=Impact.NO_EFFECT if near or is_closed else Impact.ADVICE,
    )


def _meant(name: str, near: str | None) -> str:
    return meant(name, () if near is None else (near,))


def _offers(use: Use, near: str | None) -> tuple[Offer, ...]:
    correct = corrections(use.at, (near,)) if near else ()
    declare = Offer(f'Declare role "{use.name}"', (InsertEntry("roles", use.name, {"limits": {}}),))
    return (*correct, *(() if "/" in use.name else (declare,)))
