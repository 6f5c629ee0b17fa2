"""Who introduces which name and who mentions it: definition, references, rename and the rules on names read this."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from dial_lsp.model import reads
from dial_lsp.model.access_control import Guarded, Key, Role
from dial_lsp.model.config import typed
from dial_lsp.model.deployments import Application, Deployment
from dial_lsp.model.place import ConfigEntry, Place
from dial_lsp.model.routing import Route
from dial_lsp.model.values import Value

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator

    from dial_lsp.model.config import Config


class Kind(StrEnum):
    """What a name names."""

    ROLE = "role"
    DEPLOYMENT = "deployment"
    INTERCEPTOR = "interceptor"
    ROUTE = "route"
    LIMIT_TARGET = "limit target"  # a deployment or a route
    TRANSLATOR = "translator"
    APPLICATION_SCHEMA = "application schema"
    CATALOG_SCHEMA = "catalog schema"


DEFINED_BY = {
    "roles": (Kind.ROLE,),
    "models": (Kind.DEPLOYMENT, Kind.LIMIT_TARGET),
    "applications": (Kind.DEPLOYMENT, Kind.LIMIT_TARGET),
    "toolsets": (Kind.DEPLOYMENT, Kind.LIMIT_TARGET),
    "interceptors": (Kind.DEPLOYMENT, Kind.INTERCEPTOR, Kind.LIMIT_TARGET),
    "routes": (Kind.ROUTE, Kind.LIMIT_TARGET),
    "translators": (Kind.TRANSLATOR,),
}
_SCHEMA_SECTIONS = {"applicationTypeSchemas": Kind.APPLICATION_SCHEMA, "catalogSchemas": Kind.CATALOG_SCHEMA}


@dataclass(frozen=True, slots=True)
class Definition:
    """Where a name is introduced."""

    kind: Kind
    name: str
    at: Place


@dataclass(frozen=True, slots=True)
class Use:
    """Where a name is mentioned; ``field`` is the field that mentions it, such as ``userRoles``."""

    kind: Kind
    name: str
    at: Place
    field: str


@dataclass(frozen=True, slots=True)
class Names:
    """All that one entry introduces and mentions."""

    definitions: tuple[Definition, ...]
    uses: tuple[Use, ...]


@dataclass(frozen=True, eq=False)
class References:
    """The names of a whole config."""

    definitions: dict[Kind, dict[str, list[Definition]]] = field(default_factory=dict)
    uses: dict[Kind, dict[str, list[Use]]] = field(default_factory=dict)

    @classmethod
    def of(cls, config: Config) -> References:
        """Collect the names of every entry Core keeps; each entry is read once in its life."""
        definitions: dict[Kind, dict[str, list[Definition]]] = {kind: defaultdict(list) for kind in Kind}
        uses: dict[Kind, dict[str, list[Use]]] = {kind: defaultdict(list) for kind in Kind}
        for entry in config.entries():
            if config.is_dropped(entry):
                continue
            names = names_of(entry)
            for definition in names.definitions:
                definitions[definition.kind][definition.name].append(definition)
            for use in names.uses:
                uses[use.kind][use.name].append(use)
        return cls(
            {kind: dict(found) for kind, found in definitions.items()},
            {kind: dict(found) for kind, found in uses.items()},
        )

    def names(self, kind: Kind) -> tuple[str, ...]:
        """All defined names of a kind in the order of the config."""
        return tuple(self.definitions[kind])

    def is_defined(self, kind: Kind, name: str) -> bool:
        """Whether the config introduces the name."""
        return name in self.definitions[kind]

    def uses_of(self, kind: Kind, name: str) -> tuple[Use, ...]:
        """Where the name is mentioned."""
        return tuple(self.uses[kind].get(name, ()))

    def unresolved(self, kind: Kind) -> Iterator[Use]:
        """The uses of names that nothing introduces."""
        for name, found in self.uses[kind].items():
            if name not in self.definitions[kind]:
                yield from found


def names_of(entry: ConfigEntry) -> Names:
    """What an entry introduces and mentions; computed once and kept with it."""
    return reads.digested(
        entry, "names", lambda found: Names(tuple(_definitions(found)), tuple(_uses(found))), _digest_of_names
    )


def _digest_of_names(names: Names) -> Hashable:
    return (
        tuple((found.kind, found.name, found.at.pointer) for found in names.definitions),
        tuple((use.kind, use.name, use.at.pointer, use.field) for use in names.uses),
    )


def _definitions(entry: ConfigEntry) -> Iterator[Definition]:
    if entry.name is not None:
        for kind in DEFINED_BY.get(entry.section, ()):
            yield Definition(kind, entry.name, Place(entry, (), "key"))
    elif kind_of_schema := _SCHEMA_SECTIONS.get(entry.section):
        for schema in Value(entry, (), entry.value).elements():
            identifier = schema.member("$id")
            if identifier.text is not None:
                yield Definition(kind_of_schema, identifier.text, identifier.at)


def _uses(entry: ConfigEntry) -> Iterator[Use]:
    value = typed(entry)
    if isinstance(value, Key):
        yield from _texts(Kind.ROLE, value.field("roles"), "roles")
        yield from _text(Kind.ROLE, value.field("role"), "role")
    elif isinstance(value, Role):
        for name, limit in value.field("limits").members():
            yield Use(Kind.LIMIT_TARGET, name, limit.at.key(), "limits")
    elif isinstance(value, Deployment):
        yield from _uses_of_deployment(value)
    elif isinstance(value, Route):
        yield from _guards((value,))
    elif entry.section == "globalInterceptors":
        yield from _texts(Kind.INTERCEPTOR, value, "globalInterceptors")
    elif entry.section == "applicationTypeSchemas":
        for schema in value.elements():
            field_name = "dial:applicationTypeInterceptors"
            yield from _texts(Kind.INTERCEPTOR, schema.member(field_name), field_name)


def _uses_of_deployment(deployment: Deployment) -> Iterator[Use]:
    yield from _guards((deployment,))
    yield from _texts(Kind.INTERCEPTOR, deployment.interceptors, "interceptors")
    yield from _texts(Kind.DEPLOYMENT, deployment.field("dependencies"), "dependencies")
    yield from _text(Kind.CATALOG_SCHEMA, deployment.field("catalogSchemaId"), "catalogSchemaId")
    for interface in deployment.interfaces:
        translator = interface.field("translator")
        if isinstance(translator.raw, str):
            yield from _text(Kind.TRANSLATOR, translator, "translator")
    if isinstance(deployment, Application):
        yield from _text(Kind.APPLICATION_SCHEMA, deployment.schema_id, "applicationTypeSchemaId")
        yield from _guards(Route.of(route) for _, route in deployment.field("routes").members())


def _guards(guarded: Iterable[Guarded]) -> Iterator[Use]:
    for value in guarded:
        yield from _texts(Kind.ROLE, value.user_roles, "userRoles")


def _texts(kind: Kind, value: Value, field_name: str) -> Iterator[Use]:
    for element in value.elements():
        yield from _text(kind, element, field_name)


def _text(kind: Kind, value: Value, field_name: str) -> Iterator[Use]:
    text = value.text
    if text:
        yield Use(kind, text, value.at, field_name)
