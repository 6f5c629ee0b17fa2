"""Who introduces which name and who mentions it: definition, references, rename and the rules on names read this."""

from __future__ import annotations

from enum import StrEnum
from itertools import filterfalse
from typing import TYPE_CHECKING, NamedTuple

from dial_lsp.model import reads
from dial_lsp.model.access_control import Guarded, Key, Role
from dial_lsp.model.deployments import Application, Deployment
from dial_lsp.model.entries import kept, typed
from dial_lsp.model.place import ConfigEntry, Place
from dial_lsp.model.routing import Route
from dial_lsp.model.tables import changed, is_in_order
from dial_lsp.model.values import Value
from dial_lsp.names.taking_over import Change, Order, replace_mentions

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, KeysView, Mapping, Sequence

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
    PROJECT = "project"  # of API keys, which nothing declares


DEFINED_BY = {
    "roles": (Kind.ROLE,),
    "models": (Kind.DEPLOYMENT, Kind.LIMIT_TARGET),
    "applications": (Kind.DEPLOYMENT, Kind.LIMIT_TARGET),
    "toolsets": (Kind.DEPLOYMENT, Kind.LIMIT_TARGET),
    "interceptors": (Kind.DEPLOYMENT, Kind.INTERCEPTOR, Kind.LIMIT_TARGET),
    "routes": (Kind.ROUTE, Kind.LIMIT_TARGET),
    "translators": (Kind.TRANSLATOR,),
}
SCHEMA_SECTIONS = {"applicationTypeSchemas": Kind.APPLICATION_SCHEMA, "catalogSchemas": Kind.CATALOG_SCHEMA}


class Definition(NamedTuple):
    """Where a name is introduced."""

    kind: Kind
    name: str
    at: Place


class Use(NamedTuple):
    """Where a name is mentioned; ``field`` is the field that mentions it, such as ``userRoles``."""

    kind: Kind
    name: str
    at: Place
    field: str


class Names(NamedTuple):
    """All that one entry introduces and mentions."""

    definitions: tuple[Definition, ...]
    uses: tuple[Use, ...]


_NOTHING = Names((), ())
_MOST_CHANGED = 100  # with more it is faster to begin anew
NAMES = "names"
"""Under which the names of an entry are kept with it, and noted by kind where they are read."""


class References:
    """The names of a whole config.

    Names are introduced by names of entries and by whole sections, so who asks for definitions depends on no field; who
    asks for uses depends on those of that kind.
    """

    def __init__(self, config: Config, previous: References | None = None) -> None:
        """Collect the names of every entry Core keeps; what ``previous`` knows of entries that are the same is kept."""
        self._sections = {name: section.every for name, section in config.sections.items()}
        self._reads = {kind: frozenset((name, reads.part_of(NAMES, kind)) for name in self._sections) for kind in Kind}
        self._version = config.version
        self._definitions: dict[Kind, dict[str, list[Definition]]] = {kind: {} for kind in Kind}
        self._uses: dict[Kind, dict[str, list[Use]]] = {kind: {} for kind in Kind}
        with reads.ignoring():
            changes = self._changes(previous) if previous is not None else None
            if previous is not None and changes is not None:
                self._take_over(previous, changes, config)
            else:
                for entry in kept(config.sections, config.version):
                    self._add(names_of(entry))

    @property
    def uses(self) -> Mapping[Kind, Mapping[str, Sequence[Use]]]:
        """All uses by kind and name."""
        for found in self._reads.values():
            reads.note_reads(found)
        return self._uses

    @property
    def definitions(self) -> Mapping[Kind, Mapping[str, Sequence[Definition]]]:
        """All definitions by kind and name."""
        return self._definitions

    def names(self, kind: Kind) -> tuple[str, ...]:
        """All defined names of a kind in the order of the config."""
        return tuple(self._definitions[kind])

    def is_defined(self, kind: Kind, name: str) -> bool:
        """Whether the config introduces the name."""
        return name in self._definitions[kind]

    def uses_of(self, kind: Kind, name: str) -> tuple[Use, ...]:
        """Where the name is mentioned, in the order of the config."""
        reads.note_reads(self._reads[kind])
        return tuple(self._uses[kind].get(name, ()))

    def used(self, kind: Kind) -> KeysView[str]:
        """The names of a kind that are mentioned."""
        reads.note_reads(self._reads[kind])
        return self._uses[kind].keys()

    def unresolved(self, kind: Kind) -> Iterator[Use]:
        """The uses of names that nothing introduces."""
        reads.note_reads(self._reads[kind])
        uses = self._uses[kind]
        for name in filterfalse(self._definitions[kind].__contains__, uses):
            yield from uses[name]

    def _changes(self, previous: References) -> list[Change] | None:
        """The entries that are others now, those first that are gone; None where it is better to begin anew."""
        before = previous._sections
        if previous._version != self._version or list(before) != list(self._sections):
            return None
        found: list[Change] = []
        for section, every in self._sections.items():
            if every is not (earlier := before[section]):
                if not is_in_order(earlier, every):
                    return None
                found += [Change(earlier.get(name), every.get(name)) for name in changed(earlier, every)]
        return sorted(found, key=lambda change: change.new is not None) if len(found) <= _MOST_CHANGED else None

    def _add(self, names: Names) -> None:
        for definition in names.definitions:
            self._definitions[definition.kind].setdefault(definition.name, []).append(definition)
        for use in names.uses:
            self._uses[use.kind].setdefault(use.name, []).append(use)

    def _take_over(self, previous: References, changes: Iterable[Change], config: Config) -> None:
        """All that ``previous`` knows, but for the entries that have come, gone or become others."""
        self._definitions, self._uses = dict(previous._definitions), dict(previous._uses)
        order = Order(self._sections)
        for change in changes:
            old, new = (_NOTHING if one is None or config.is_dropped(one) else names_of(one) for one in change)
            replace_mentions(self._definitions, old.definitions, new.definitions, order)
            replace_mentions(self._uses, old.uses, new.uses, order)
        for kind in {kind for section in self._sections for kind in DEFINED_BY.get(section, ())}:
            known = self._definitions[kind]
            if not known.keys() <= previous._definitions[kind].keys():
                self._definitions[kind] = {name: known[name] for name in self._declared(kind) if name in known}

    def _declared(self, kind: Kind) -> Iterator[str]:
        """The names of all entries that may define something of a kind, in the order of the config."""
        sections = (every for section, every in self._sections.items() if kind in DEFINED_BY.get(section, ()))
        return (name for every in sections for name in every if name is not None)


def names_of(entry: ConfigEntry) -> Names:
    """What an entry introduces and mentions; computed once and kept with it."""
    return reads.digested(entry, NAMES, _names_of, _digest_of_names)


def _names_of(entry: ConfigEntry) -> Names:
    definitions = _definitions(entry)
    return Names(definitions, tuple(_uses(entry)) if entry.value else ())


def _digest_of_names(names: Names) -> Mapping[str, Hashable]:
    """By kind; definitions stand for themselves, for nothing that depends on them looks at a field."""
    found: dict[str, list[Hashable]] = {}
    for use in names.uses:
        found.setdefault(use.kind, []).append((use.name, use.at.pointer, use.field))
    return {kind: tuple(uses) for kind, uses in found.items()}


def _definitions(entry: ConfigEntry) -> tuple[Definition, ...]:
    name = entry.name
    if name is None:
        return tuple(_schemas(entry))
    kinds = DEFINED_BY.get(entry.section)
    if not kinds:
        return ()
    at = Place(entry, (), "key")
    return tuple([Definition(kind, name, at) for kind in kinds])


def _schemas(entry: ConfigEntry) -> Iterator[Definition]:
    if kind_of_schema := SCHEMA_SECTIONS.get(entry.section):
        for schema in Value(entry, (), entry.value).elements():
            identifier = schema.member("$id")
            if identifier.text is not None:
                yield Definition(kind_of_schema, identifier.text, identifier.at)


def _uses(entry: ConfigEntry) -> Iterator[Use]:
    value = typed(entry)
    if isinstance(value, Key):
        yield from _texts(Kind.ROLE, value.field("roles"), "roles")
        yield from _text(Kind.ROLE, value.field("role"), "role")
        yield from _text(Kind.PROJECT, value.project, "project")
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
    for index, text in enumerate(value.said()):
        if text:
            yield Use(kind, text, Place(value.entry, (*value.pointer, index)), field_name)


def _text(kind: Kind, value: Value, field_name: str) -> Iterator[Use]:
    text = value.text
    if text:
        yield Use(kind, text, value.at, field_name)
