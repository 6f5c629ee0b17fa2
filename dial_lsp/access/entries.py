"""What single limit entries decide: for which objects some caller who is let in has limits from them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from dial_lsp.access.limits import limit_asked
from dial_lsp.model.access_control import DEFAULT_ROLE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dial_lsp.access.limits import LimitEntry
    from dial_lsp.access.objects import Object
    from dial_lsp.access.relation import Access


@dataclass(frozen=True, eq=False)
class SaidLimit:
    """What a role says of a name, and everything of that name; no object where the name is unknown or dropped."""

    name: str
    entry: LimitEntry
    objects: tuple[Object, ...]
    _access: Access = field(repr=False, compare=False)

    @property
    def role(self) -> str:
        """The role that says it."""
        return self.entry.role

    @property
    def default(self) -> LimitEntry | None:
        """What the role ``default`` says of the same name."""
        return self.others.get(DEFAULT_ROLE)

    @cached_property
    def others(self) -> Mapping[str, LimitEntry]:
        """What all roles say of the name, this one included."""
        return self._access.limit_index.of(self.name)

    def decides(self, found: Object) -> bool:
        """Whether Core ever takes a limit of some caller from the entry when the object is called.

        A caller with just this role has it, if let in; the entry of ``default`` also holds for callers none of whose
        admitted roles says anything.
        """
        if found.shadowed_by is not None or limit_asked(found, self._access.config.version) == "never":
            return False
        if found.allowed is None or self.role in found.allowed:
            return True
        return self.role == DEFAULT_ROLE and any(role not in self.others for role in found.allowed)

    @cached_property
    def decided(self) -> tuple[Object, ...]:
        """The objects for which it decides."""
        return tuple(found for found in self.objects if self.decides(found))


def said_limits(access: Access) -> Iterator[SaidLimit]:
    """Every limit entry of every declared role, in the order of the config."""
    objects: dict[str, list[Object]] = {}
    for found in access.objects:
        if found.application is None:
            objects.setdefault(found.name, []).append(found)
    for entries in access.limit_index.facts.values():
        for name, entry in entries.items():
            yield SaidLimit(name, entry, tuple(objects.get(name, ())), access)
