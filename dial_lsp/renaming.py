"""Renaming an entry together with every place of the config that names it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.model.change import Change, Rename, Replace
from dial_lsp.model.place import Place
from dial_lsp.references import DEFINED_BY

if TYPE_CHECKING:
    from dial_lsp.model.place import ConfigEntry
    from dial_lsp.references import References


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
