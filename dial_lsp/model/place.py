"""Entries and sections of the merged config, and places in them that survive edits elsewhere.

A place names an entry and a pointer inside it, never an offset: offsets are looked up for what is said, not for all
that is read.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dial_lsp.syntax import Entry, Section
    from dial_lsp.syntax.tree import JSONValue, Missing, Pointer

Where = Literal["value", "key", "member"]


class Part(NamedTuple):
    """What one file says of an entry; ``file`` counts the project's files from 0 in merge order."""

    file: int
    entry: Entry


@dataclass(frozen=True, slots=True)
class Layer:
    """One occurrence of a section: the file's number and the place among that file's sections."""

    file: int
    index: int
    section: Section


@dataclass(slots=True, eq=False)  # not frozen, which takes five times as long, for there may be many thousands
class ConfigEntry:
    """One named thing of a section as Core would hold it, merged from its parts. Nobody sets anything of it.

    ``name`` is None for a section that is no object: then the entry is the section's whole value. ``replaced`` are
    earlier parts with the same name that lost. ``memo`` keeps what has been computed about the entry: the object lives
    on in the next snapshot while its parts are the same.
    """

    section: str
    name: str | None
    value: JSONValue | Missing
    parts: tuple[Part, ...]
    replaced: tuple[Part, ...] = ()
    memo: dict[Any, Any] = field(default_factory=dict, repr=False)

    def __repr__(self) -> str:
        """Names of keys are secrets, so a key is never shown by name."""
        name = "..." if self.section == "keys" else self.name
        return f"ConfigEntry({self.section!r}, {name!r})"


@dataclass(frozen=True, slots=True, eq=False)
class ConfigSection:
    """A root member of the merged config; ``kind`` is the kind of its value, as syntax names kinds."""

    name: str
    kind: str
    every: Mapping[str | None, ConfigEntry]
    layers: tuple[Layer, ...]
    memo: dict[Any, Any] = field(default_factory=dict, repr=False)

    @property
    def entries(self) -> tuple[ConfigEntry, ...]:
        """The named entries in the order of Core's tree; none when the section is no object."""
        return tuple(self.every.values()) if self.kind == "object" else ()

    @property
    def whole(self) -> ConfigEntry | None:
        """The entry that stands for the section's value when that is no object."""
        return self.every.get(None)


class Place(NamedTuple):
    """Somewhere in the merged config: an entry (or a section) and a pointer into its value."""

    entry: ConfigEntry | ConfigSection
    pointer: Pointer = ()
    where: Where = "value"

    def key(self) -> Place:
        """The name of the member at this place."""
        return Place(self.entry, self.pointer, "key")

    def member(self) -> Place:
        """The whole member at this place, name and value."""
        return Place(self.entry, self.pointer, "member")

    def __truediv__(self, step: str | int) -> Place:
        """The place one step further in."""
        return Place(self.entry, (*self.pointer, step))
