"""Renaming an entry together with every place of the config that names it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.model.change import Change, Remove, Rename, Replace
from dial_lsp.model.place import ConfigEntry, Place
from dial_lsp.model.reads import remembered
from dial_lsp.model.values import Value
from dial_lsp.names.references import DEFINED_BY
from dial_lsp.rulekit.rule import Offer

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from dial_lsp.names.references import References
    from dial_lsp.syntax.tree import Pointer


def corrections(at: Place, names: Collection[str], *, delete: str = "") -> Iterator[Offer]:
    """A wrong name, by itself or in a list, becomes one of others, or goes if the list has that one already.

    ``delete`` is the title of a last offer to delete it, if no other does.
    """
    entry = at.entry
    listed = _listed(entry, at.pointer[:-1]) if isinstance(entry, ConfigEntry) else frozenset()
    for name in names:
        if name in listed:
            yield Offer(f'Delete this name: "{name}" is in the list already', (Remove(at),))
        else:
            yield Offer(f'Write "{name}"', (Replace(at, name),))
    if delete and listed.isdisjoint(names):
        yield Offer(delete, (Remove(at),))


def _listed(entry: ConfigEntry, pointer: Pointer) -> frozenset[str | None]:
    """The texts of a list, gathered once for all the wrong names in it."""

    def gather() -> frozenset[str | None]:
        return frozenset(text for text, _ in Value(entry, (), entry.value).find(pointer).texts())

    return remembered(entry.memo, ("listed", pointer), gather)


def renames(references: References, entry: ConfigEntry, name: str) -> tuple[Offer, ...]:
    """An entry gets another name, here and where it is named; nothing where there is none to give."""
    return (Offer(f'Rename it to "{name}"', renamed(references, entry, name)),) if name else ()


def renamed(references: References, entry: ConfigEntry, name: str) -> tuple[Change, ...]:
    """The changes that give an entry another name, here and where it is named; names outside of the config stay."""
    changes: list[Change] = [Rename(Place(entry, (), "key"), name)]
    places: set[Place] = set()
    for kind in DEFINED_BY.get(entry.section, ()):
        for use in references.uses_of(kind, entry.name or ""):
            if use.at not in places:
                places.add(use.at)
                changes.append(Rename(use.at, name) if use.at.where == "key" else Replace(use.at, name))
    return tuple(changes)
