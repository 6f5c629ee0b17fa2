"""What applications call: the deployments of their ``dependencies``, and whether their callers may.

An application calls its dependencies with the per-request key of the call, for which Core looks at the roles of whoever
began it. So the roles that the application admits must be admitted by its dependencies too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dial_lsp.access.calls import interfaces_of
from dial_lsp.access.interception import closed_interfaces
from dial_lsp.access.objects import as_found, objects_in
from dial_lsp.model.config import DEPLOYMENT_SECTIONS
from dial_lsp.model.deployments import Application
from dial_lsp.model.placeholders import has_placeholder
from dial_lsp.schema.versions import Version

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.access.objects import Object
    from dial_lsp.access.relation import Access
    from dial_lsp.access.subjects import RoleName, Subject
    from dial_lsp.model.config import Config
    from dial_lsp.model.deployments import Served
    from dial_lsp.model.values import Value

DEPENDENCIES = Version(0, 27)
"""Applications may declare dependencies."""


class Dependency(NamedTuple):
    """An application, a deployment it depends on and where it says so."""

    application: Object
    target: Object
    at: Value


def dependencies(access: Access) -> Iterator[Dependency]:
    """The dependencies on deployments of this config; those on others are left out."""
    if access.config.version < DEPENDENCIES:
        return
    for found in access.objects_where(_has_dependencies):
        yield from _of(access.config, found)


def dependencies_of(access: Access, found: Object) -> tuple[Dependency, ...]:
    """Those of one object; nothing but applications has any."""
    if access.config.version < DEPENDENCIES or not _has_dependencies(found.served):
        return ()
    return tuple(one for one in _of(access.config, found) if one.target.is_found)


def _of(config: Config, found: Object) -> Iterator[Dependency]:
    first: dict[str | None, Value] = {}
    for name, at in found.served.field("dependencies").texts():
        first.setdefault(name, at)
    for name, at in first.items():
        for target in _named(config, name) if name else ():
            yield Dependency(found, target, at)


def is_closed(config: Config, target: Object) -> bool:
    """Whether a deployment refuses per-request keys on every interface that it serves, so that nothing may call it."""
    interfaces = interfaces_of(config, target)
    return bool(interfaces) and set(interfaces) <= set(closed_interfaces(target.served))


class Refused(NamedTuple):
    """Who may call the application and not what it calls: API keys, and roles that alone are not enough."""

    keys: tuple[Subject, ...]
    roles: tuple[RoleName, ...]


def refusals(access: Access) -> Iterator[tuple[Dependency, Refused]]:
    """The dependencies that do not admit everybody whom their application admits."""
    narrower = [one for one in dependencies(access) if _may_refuse(one)]
    if not narrower:
        return
    alive = [key for key in access.keys if access.is_alive(key) and not any(map(has_placeholder, key.roles))]
    holders: dict[RoleName, list[Subject]] = {}
    for key in alive:
        for role in key.role_set:
            holders.setdefault(role, []).append(key)
    for one in narrower:
        ours, theirs = one.application.allowed, one.target.allowed or frozenset()
        admitted = (
            alive if ours is None else [key for role in one.application.admitted for key in holders.get(role, ())]
        )
        keys = {key.position: key for key in admitted if key.role_set.isdisjoint(theirs)}
        roles = [
            role for role in dict.fromkeys(one.application.admitted) if not (role in theirs or has_placeholder(role))
        ]
        yield one, Refused(tuple(keys[position] for position in sorted(keys, key=_number)), tuple(roles))


def _may_refuse(one: Dependency) -> bool:
    """Whether the application admits roles that its dependency does not."""
    ours, theirs = one.application.allowed, one.target.allowed
    return theirs is not None and not (ours is not None and ours <= theirs) and not any(map(has_placeholder, theirs))


def _number(position: int | None) -> int:
    return position or 0


def _has_dependencies(served: Served) -> bool:
    return isinstance(served, Application) and bool(served.field("dependencies").raw)


def _named(config: Config, name: str) -> Iterator[Object]:
    every = (found for section in DEPLOYMENT_SECTIONS for found in objects_in(config, section).get(name, ()))
    yield from as_found(config, (found for found in every if found.application is None))
