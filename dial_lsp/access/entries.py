"""What single limit entries decide: for which objects some caller who is let in has limits from them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from dial_lsp.access.limits import HELD, limit_asked
from dial_lsp.access.objects import OBJECT_SECTIONS, as_found, objects_in, routes_of_applications
from dial_lsp.model.access_control import DEFAULT_ROLE
from dial_lsp.model.tables import changed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dial_lsp.access.limits import LimitEntry
    from dial_lsp.access.objects import Object
    from dial_lsp.model.config import Config
    from dial_lsp.schema.versions import Version

Named = dict[str, "LimitedName"]


@dataclass(frozen=True, eq=False)
class SaidLimit:
    """What a role says of a name, and everything of that name; no object where the name is unknown or dropped.

    ``others`` are what all roles say of the name, this one included.
    """

    name: str
    entry: LimitEntry
    objects: tuple[Object, ...]
    others: Mapping[str, LimitEntry] = field(repr=False)
    version: Version

    @property
    def role(self) -> str:
        """The role that says it."""
        return self.entry.role

    @property
    def default(self) -> LimitEntry | None:
        """What the role ``default`` says of the same name."""
        return self.others.get(DEFAULT_ROLE)

    def decides(self, found: Object) -> bool:
        """Whether Core ever takes a limit of some caller from the entry when the object is called.

        A caller with just this role has it, if let in; the entry of ``default`` also holds for callers none of whose
        admitted roles says anything.
        """
        if found.shadowed_by is not None or limit_asked(found, self.version) not in HELD:
            return False
        if found.allowed is None or self.role in found.allowed:
            return True
        return self.role == DEFAULT_ROLE and any(role not in self.others for role in found.allowed)

    @cached_property
    def decided(self) -> tuple[Object, ...]:
        """The objects for which it decides."""
        return tuple(found for found in self.objects if self.decides(found))


@dataclass(frozen=True, eq=False)
class LimitedName:
    """A name that some role limits, what the roles say of it and the objects that have it."""

    name: str
    entries: Mapping[str, LimitEntry]
    objects: tuple[Object, ...]
    version: Version

    @cached_property
    def said(self) -> tuple[SaidLimit, ...]:
        """What each role says of it, in the order of the config."""
        return tuple(
            SaidLimit(self.name, entry, self.objects, self.entries, self.version) for entry in self.entries.values()
        )


@dataclass(frozen=True, slots=True, eq=False)
class LimitedNames:
    """All limited names, made of what roles say and the objects by section and entry."""

    named: Named
    said: Mapping[str, Mapping[str, LimitEntry]]
    objects: tuple[Mapping[str, tuple[Object, ...]], ...]
    nested: Mapping[str, tuple[Object, ...]]

    @classmethod
    def of(
        cls, config: Config, said: Mapping[str, Mapping[str, LimitEntry]], previous: LimitedNames | None
    ) -> LimitedNames:
        """The names that occur in ``said``; those of which nothing changed are the same objects as before."""
        objects = tuple(objects_in(config, section) for section in OBJECT_SECTIONS)
        nested = routes_of_applications(config)
        inside = _by_name(nested)

        def make(name: str) -> LimitedName:
            found = [one for table in objects for one in table.get(name, ()) if one.application is None]
            return LimitedName(name, said[name], as_found(config, [*found, *inside.get(name, ())]), config.version)

        if previous is None:
            return cls({name: make(name) for name in said}, said, objects, nested)
        names = set(changed(previous.said, said))
        for application in changed(previous.nested, nested) if nested is not previous.nested else ():
            routes = (*previous.nested.get(application, ()), *nested.get(application, ()))
            names.update(route.name for route in routes)
        for before, after in zip(previous.objects, objects, strict=True):
            names.update(changed(before, after) if before is not after else ())
        named = dict(previous.named)
        for name in names:
            if name in said:
                named[name] = make(name)
            else:
                named.pop(name, None)
        return cls(named, said, objects, nested)


def _by_name(nested: Mapping[str, tuple[Object, ...]]) -> Mapping[str, list[Object]]:
    found: dict[str, list[Object]] = {}
    for routes in nested.values():
        for route in routes:
            found.setdefault(route.name, []).append(route)
    return found
