"""An API key that may call nothing.

Every model, application, toolset and route names the roles it admits, and none of them is a role of the key. Core
accepts the key and answers 403 to all its calls.

## Flagged
```json
{
  "keys": {"9c1d4f0b7a3e5826d0b94e71f3a8c265": {"project": "search", "role": "reporter"}},
                                                                             ^^^^^^^^^^ no model, application, toolset or route here admits a role of key 1 (project "search"), so Core answers 403
  "roles": {"reporter": {}, "reader": {}},
  "models": {
    "gpt-4": {"type": "chat", "endpoint": "http://gpt.models.svc/v1/chat/completions", "userRoles": ["reader"]}
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
  }
}
```
## When to ignore
Where the key is for applications that users have made or published: they are stored elsewhere. A file without
deployments is one part of a project: list all its files in the settings.
## Source
Run: RoleBasedEntity.hasAccess asks for one exact match. That nothing else is there is inferred.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from dial_lsp.access.objects import OBJECT_SECTIONS, objects_in
from dial_lsp.diagnostics import Impact, Severity
from dial_lsp.model.placeholders import has_placeholder
from dial_lsp.model.reads import remembered
from dial_lsp.model.role_names import is_admin, is_global_reader
from dial_lsp.rulekit.rule import Context, Finding, RestsOn, rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dial_lsp.access import Object
    from dial_lsp.model.access_control import Key
    from dial_lsp.model.config import Config
    from dial_lsp.model.place import Place


@rule(severity=Severity.INFORMATION, impact=Impact.ADVICE, rests_on=RestsOn(other_entries=True))
def powerless_key(context: Context) -> Iterator[Finding]:
    """Find keys of which no role is admitted anywhere, unless they administrate."""
    access = context.access
    admitted = _admitted(context.config) if context.config.keys else None
    declared, admins = context.config.roles, context.settings.admin_roles
    for subject in access.keys:
        if admitted is None or subject.key is None:
            return
        if not admitted.isdisjoint(subject.roles):
            continue
        names = [role for role in subject.roles if role is not None]
        is_special = any(is_admin(one, admins) or is_global_reader(one) for one in names)
        is_known = all(map(declared.__contains__, names))  # of the others another rule speaks
        if names and is_known and not is_special and access.is_alive(subject):
            yield Finding(
                _place(subject.key),
                f"no model, application, toolset or route here admits a role of {subject.label}, so Core answers 403",
                help="Admit one of its roles somewhere, give it another role, or delete the key.",
            )


def _admitted(config: Config) -> frozenset[str | None] | None:
    """All roles that something admits; None where something is open or not known, or nothing is there."""
    sections = [config.sections[name] for name in OBJECT_SECTIONS if name != "interceptors" and name in config.sections]
    each = [
        remembered(section.memo, ("admitted", config.version), partial(_allowed_in, objects))
        for section in sections
        if (objects := objects_in(config, section.name))
    ]
    if not each or None in each:
        return None
    admitted = frozenset[str | None]().union(*filter(None, each))
    return None if any(map(has_placeholder, admitted)) else admitted


def _allowed_in(objects: Mapping[str, tuple[Object, ...]]) -> frozenset[str | None] | None:
    """The roles that the objects of a section admit, kept while it has the same entries; None where one is open."""
    allowed = [found.allowed for same in objects.values() for found in same]
    return None if None in allowed else frozenset[str | None]().union(*filter(None, allowed))


def _place(key: Key) -> Place:
    roles = key.field("roles")
    return roles.at if roles.exists else key.field("role").at
