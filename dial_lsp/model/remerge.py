"""The merged config after an edit inside entries, made from the one before at the cost of the edit."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dial_lsp.model.merge import combine
from dial_lsp.model.place import ConfigEntry, ConfigSection, Part
from dial_lsp.model.tables import carried

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dial_lsp.model.merge import Merging
    from dial_lsp.syntax import Document, Entry

Sections = dict[str, ConfigSection]
Replaced = dict[ConfigEntry, ConfigEntry]


def remerged(
    before: Sequence[Document], sections: Mapping[str, ConfigSection], after: Sequence[Document], merging: Merging
) -> tuple[Sections, Replaced] | None:
    """The sections now, and the entries that others have taken the place of; None if more than entries is another.

    ``sections`` are those of the documents ``before``, of which ``after`` are the next.
    """
    if len(before) != len(after):
        return None
    fresh: Sections = dict(sections)
    replaced: Replaced = {}
    for file, (old, new) in enumerate(zip(before, after, strict=True)):
        pairs = new.replaced_since(old)
        if pairs is None:
            return None
        for written, rewritten in pairs:
            name = new.section_of(rewritten).name
            section = fresh.get(name)
            entry = section.every.get(written.name) if section else None
            following = _rewritten(entry, file, written, rewritten, merging) if entry else None
            if section is None or entry is None or following is None:
                return None
            fresh[name] = replace(
                section, every={**section.every, written.name: following}, memo=carried(section, written.name)
            )
            replaced[next((key for key, value in replaced.items() if value is entry), entry)] = following
        _place_layers(fresh, file, new)
    return fresh, replaced


def _rewritten(entry: ConfigEntry, file: int, written: Entry, rewritten: Entry, merging: Merging) -> ConfigEntry | None:
    """The merged entry when one of its parts is another; None where that could change what replaces what."""
    if not any(part.entry is written for part in entry.parts) or not _are_alike(written.value, rewritten.value):
        return None
    parts = tuple(Part(file, rewritten) if part.entry is written else part for part in entry.parts)
    value = parts[0].entry.value if len(parts) == 1 else combine((part.entry.value for part in parts), merging)
    return ConfigEntry(entry.section, entry.name, value, parts, entry.replaced)


def _are_alike(one: object, other: object) -> bool:
    """Whether other values are merged with both of them in the same way."""
    return all(isinstance(one, kind) == isinstance(other, kind) for kind in (dict, list))


def _place_layers(sections: Sections, file: int, document: Document) -> None:
    for name, section in sections.items():
        layers = tuple(
            replace(layer, section=document.sections[layer.index]) if layer.file == file else layer
            for layer in section.layers
        )
        if any(new.section is not old.section for new, old in zip(layers, section.layers, strict=True)):
            sections[name] = replace(section, layers=layers)
