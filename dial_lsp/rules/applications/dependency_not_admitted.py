"""A dependency that does not admit the callers of its application.

An application calls its dependencies on behalf of its caller, and Core checks the caller's roles again. For callers who
may use the application but not the dependency the application fails: Core answers 403 to the inner call, and to the
request for consent.

## Flagged
```json
{
  "keys": {"9c1d4f0b7a3e5826d0b94e71f3a8c265": {"project": "search", "role": "reader"}},
  "roles": {"reader": {}, "analyst": {}},
  "models": {
    "gpt-4": {"type": "chat", "endpoint": "http://gpt.models.svc/v1/chat/completions", "userRoles": ["analyst"]}
  },
  "applications": {
    "rag": {
      "endpoint": "http://rag.apps.svc/chat/completions",
      "userRoles": ["reader", "analyst"],
      "dependencies": ["gpt-4"]
                       ^^^^^^^ key 1 (project "search") may call application "rag" but not model "gpt-4", so Core answers 403 when "rag" calls "gpt-4"
    }
  }
}
```
## Accepted
```json
{
  "keys": {"9c1d4f0b7a3e5826d0b94e71f3a8c265": {"project": "search", "role": "reader"}},
  "roles": {"reader": {}},
  "models": {
    "gpt-4": {"type": "chat", "endpoint": "http://gpt.models.svc/v1/chat/completions", "userRoles": ["reader"]}
  },
  "applications": {
    "rag": {"endpoint": "http://rag.apps.svc/chat/completions", "userRoles": ["reader"], "dependencies": ["gpt-4"]}
  }
}
```
## When to ignore
Where all callers with the role also have another role that the dependency admits, or where the application calls the
dependency with a key of its own.
## Source
Read in ProxyContext and in Core's newest code of consents: a per-request key has the roles of the first caller;
dependencies came with 0.27; not run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.access.because import quoted
from dial_lsp.access.dependencies import is_closed, refusals
from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.rulekit.rule import Context, Finding, Note, RestsOn, rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dial_lsp.access import Subject
    from dial_lsp.access.dependencies import Dependency


@rule(severity=Severity.WARNING, impact=Impact.CALL_FAILS, rests_on=RestsOn(other_entries=True))
def dependency_not_admitted(context: Context) -> Iterator[Finding]:
    """Find dependencies that refuse a key the application admits, or else a role by itself."""
    idp = context.settings.idp_roles
    for one, refused in refusals(context.access):
        if is_closed(context.config, one.target):
            continue  # nobody may call it so, whatever the roles
        keys, roles = refused.keys, [role for role in refused.roles if idp is None or role in idp]
        application, target = one.application.label, one.target.label
        if keys:
            yield _finding(one, f"{_listed(keys)} may call {application} but not {target}")
        elif roles:
            who = f"callers with role {quoted(roles, 3)} alone"
            yield _finding(one, f"{who} may call {application} but not {target}", Severity.INFORMATION)
        elif one.application.allowed is None:
            yield _finding(
                one,
                f"every authenticated caller may call {application}, but only some may call {target}",
                Severity.INFORMATION,
            )


def _finding(one: Dependency, message: str, severity: Severity | None = None) -> Finding:
    roles = one.target.guard.user_roles
    return Finding(
        one.at.at,
        f'{message}, so Core answers 403 when "{one.application.name}" calls "{one.target.name}"',
        help=f"Admit the roles to {one.target.label}, or take them from {one.application.label}.",
        notes=(Note(roles.at if roles.exists else one.target.at, f"the roles that {one.target.label} admits"),),
        severity=severity,
        impact=None if severity is None else Impact.ADVICE,
    )


def _listed(keys: Sequence[Subject]) -> str:
    return keys[0].label + (f" and {len(keys) - 1} more" if len(keys) > 1 else "")
