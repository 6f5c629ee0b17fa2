"""What applications call: the deployments of their ``dependencies``, and whether their callers may.

An application calls its dependencies with the per-request key of the call, for which Core looks at the roles of whoever
began it. So the roles that the application admits must be admitted by its dependencies too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dial_lsp.access.objects import objects_in
from dial_lsp.model.config import DEPLOYMENT_SECTIONS
from dial_lsp.model.deployments import Application
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


@dataclass(frozen=True, slots=True)
class Dependency:
    """An application, a deployment it depends on and where it says so."""

    application: Object
    target: Object
    at: Value


def dependencies(access: Access) -> Iterator[Dependency]:
    """The dependencies on deployments of this config; those on others are left out."""
    if access.config.version < DEPENDENCIES:
        return
    for found in access.objects_where(_has_dependencies):
        for name, at in found.served.field("dependencies").texts():
            for target in _named(access.config, name) if name else ():
                yield Dependency(found, target, at)


def keys_refused(access: Access, one: Dependency) -> Iterator[Subject]:
    """The keys that may call the application and not what it calls."""
    for key in access.keys:
        if access.reaches(key, one.application) and not access.verdict(key, one.target).granted:
            yield key


def roles_refused(access: Access, one: Dependency) -> Iterator[RoleName]:
    """The roles that the application admits and that alone are not enough for what it calls."""
    for role in dict.fromkeys(one.application.admitted):
        if not access.verdict(access.caller(role), one.target).granted:
            yield role


def _has_dependencies(served: Served) -> bool:
    return isinstance(served, Application) and bool(served.field("dependencies").raw)


def _named(config: Config, name: str) -> Iterator[Object]:
    for section in DEPLOYMENT_SECTIONS:
        yield from (found for found in objects_in(config, section).get(name, ()) if found.application is None)
