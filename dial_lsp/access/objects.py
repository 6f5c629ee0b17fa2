"""What is asked for: models, applications, toolsets, interceptors, routes and routes inside applications."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from dial_lsp.model import reads
from dial_lsp.model.config import DEPLOYMENT_SECTIONS
from dial_lsp.model.deployments import Application, Served
from dial_lsp.model.entries import is_passed_over, typed
from dial_lsp.model.routing import Route
from dial_lsp.schema.versions import UNIQUE_DEPLOYMENT_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from dial_lsp.access.subjects import RoleName, RoleSet
    from dial_lsp.model.access_control import Guarded
    from dial_lsp.model.config import Config
    from dial_lsp.model.place import ConfigEntry, Place
    from dial_lsp.schema.versions import Version

ObjectKind = Literal["model", "application", "toolset", "interceptor", "route"]
Identity = tuple[ObjectKind, str | None, str]
KINDS: tuple[ObjectKind, ...] = ("model", "application", "toolset", "interceptor", "route")
OBJECT_SECTIONS = (*DEPLOYMENT_SECTIONS, "routes")
_KINDS: dict[str, ObjectKind] = {
    "models": "model",
    "applications": "application",
    "toolsets": "toolset",
    "interceptors": "interceptor",
    "routes": "route",
}
_LOOKED_UP: tuple[ObjectKind, ...] = ("application", "model", "toolset", "interceptor")
"""The order in which Core looked for a name while two deployments could share it."""


@dataclass(frozen=True, slots=True)
class Object:
    """Something that can be called.

    ``guard`` is what its ``userRoles`` are read from: a route inside an application without its own has the
    application's. ``allowed`` are the roles it admits, None when it is open.
    """

    kind: ObjectKind
    name: str
    served: Served = field(repr=False, compare=False)
    guard: Guarded = field(repr=False, compare=False)
    allowed: RoleSet | None = field(repr=False, compare=False)
    application: str | None = None  # the application a route stands in
    admitted: tuple[RoleName, ...] = field(default=(), repr=False, compare=False)  # ``allowed`` as it is written
    shadowed_by: ObjectKind | None = field(default=None, repr=False, compare=False)
    why_dropped: str = field(default="", repr=False, compare=False)  # why Core leaves it out; "" where it does not
    identity: Identity = field(init=False, repr=False, compare=False)
    """What tells it from all others of the config."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "identity", (self.kind, self.application, self.name))

    @property
    def is_dropped(self) -> bool:
        """Whether Core leaves it out."""
        return bool(self.why_dropped)

    @property
    def entry(self) -> ConfigEntry:
        """The entry the object is written in."""
        return self.served.entry

    @property
    def at(self) -> Place:
        """Where the object is named."""
        return self.served.at.key()

    @property
    def label(self) -> str:
        """The object in a sentence."""
        inside = f' of application "{self.application}"' if self.application is not None else ""
        return f'{self.kind} "{self.name}"{inside}'

    @property
    def is_found(self) -> bool:
        """Whether Core finds the object under its name, so that roles are asked for."""
        return self.shadowed_by is None and not self.is_dropped

    def place_of(self, role: RoleName) -> Place | None:
        """The element of ``userRoles`` that admits the role."""
        return next((element.at for element in self.guard.user_roles.elements() if element.text == role), None)


def objects_of(config: Config) -> tuple[Object, ...]:
    """Everything that can be called, by kind, then as the config has it; routes in the order Core tries them."""
    tables = (objects_in(config, section).values() for section in DEPLOYMENT_SECTIONS)
    deployments = tuple(found for table in tables for objects in table for found in objects)
    routes = objects_in(config, "routes")
    return (*as_found(config, deployments), *(found for route in config.routes for found in routes[route.name]))


def objects_in(config: Config, section: str) -> Mapping[str, tuple[Object, ...]]:
    """What can be called of each entry of a section; what Core finds under the name is not looked at."""
    return config.gathered(section, _of)


def routes_of_applications(config: Config) -> Mapping[str, tuple[Object, ...]]:
    """The routes that stand in applications, by application."""
    return config.gathered("applications", _routes_of)


def as_found(config: Config, objects: Iterable[Object]) -> tuple[Object, ...]:
    """Objects that know which kind of deployment Core finds first under their name, where several can have it."""
    if config.version >= UNIQUE_DEPLOYMENT_NAMES:
        return tuple(objects)
    tables = {kind: objects_in(config, section) for section, kind in _KINDS.items() if kind in _LOOKED_UP}
    return tuple(_as_found(found, tables) for found in objects)


def dropped_objects(config: Config) -> tuple[Object, ...]:
    """What the files name and Core leaves out because of its name."""
    entries = (entry for section in OBJECT_SECTIONS for entry in config.dropped(section).values())
    values = (typed(entry) for entry in entries)
    objects = (_object(value) for value in values if isinstance(value, Served))
    return tuple(replace(found, why_dropped=_why_dropped(found, config.version)) for found in objects)


def _why_dropped(found: Object, version: Version) -> str:
    section = found.served.entry.section
    if is_passed_over(section, version):
        return f"Core {version} does not read the section {section}"
    return f"Core drops {found.label} because of its name"


def _of(served: Served) -> tuple[Object, ...]:
    """What an entry is, and behind an application its routes; kept with the entry, for nothing else plays into them."""
    return reads.remembered(served.entry.memo, "access.objects", lambda: tuple(_with_routes(served)))


def _routes_of(application: Served) -> tuple[Object, ...] | None:
    return _of(application)[1:] or None


def _as_found(found: Object, tables: Mapping[ObjectKind, Mapping[str, object]]) -> Object:
    if found.kind == "route":
        return found
    first = next(kind for kind in _LOOKED_UP if found.name in tables[kind])
    return found if first == found.kind else replace(found, shadowed_by=first)


def _with_routes(served: Served) -> Iterator[Object]:
    yield _object(served)
    if isinstance(served, Application):
        for name, value in served.field("routes").members():
            if isinstance(value.raw, dict):
                yield _route_of(served, name, Route.of(value))


def _route_of(application: Application, name: str, route: Route) -> Object:
    guard = application if route.allowed_roles is None else route
    return Object("route", name, route, guard, guard.allowed_roles, application.name, _admitted(guard))


def _object(served: Served) -> Object:
    kind = _KINDS[served.entry.section]
    return Object(kind, served.name, served, served, served.allowed_roles, admitted=_admitted(served))


def _admitted(guard: Guarded) -> tuple[RoleName, ...]:
    return guard.user_roles.said()
