"""A config in which the value of one entry is another, made without a text.

Who asks what hundreds of small changes would do need not write each into the file and read the file again. Places of
such a config stand where they stood before.
"""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from dial_lsp.model.change import Insert, Remove, Replace
from dial_lsp.model.place import ConfigEntry
from dial_lsp.model.tables import carried
from dial_lsp.syntax.tree import MISSING, DuplicateMembers

if TYPE_CHECKING:
    from dial_lsp.model.change import Change
    from dial_lsp.model.config import Config
    from dial_lsp.syntax.tree import Pointer


def exchanged(config: Config, change: Change) -> Config | None:
    """The config after a change inside an entry; None where only its text tells what comes of it.

    It does where several files write the entry, or one writes a member twice.
    """
    if not isinstance(change, Insert | Remove | Replace):
        return None
    place = change.into if isinstance(change, Insert) else change.at
    entry, pointer = place.entry, place.pointer
    if not isinstance(entry, ConfigEntry) or len(entry.parts) != 1 or (isinstance(change, Remove) and not pointer):
        return None
    value = _changed(entry.value, pointer, change)
    return None if value is MISSING else with_value(config, entry, value)


def with_value(config: Config, entry: ConfigEntry, value: Any) -> Config:
    """The config in which an entry has another value of the same kind; all other entries are the same objects."""
    following = ConfigEntry(entry.section, entry.name, value, entry.parts, entry.replaced)
    section = config.sections[entry.section]
    every = {**section.every, entry.name: following}
    fresh = replace(section, every=every, memo=carried(section, entry.name))
    sections = {**config.sections, section.name: fresh}
    return replace(config, sections=sections, replaced=MappingProxyType({entry: following}))


def _changed(value: Any, pointer: Pointer, change: Insert | Remove | Replace) -> Any:
    """The value after the change at a pointer into it; MISSING where that cannot be told."""
    if not pointer and isinstance(change, Replace):
        return change.value
    if not isinstance(value, dict | list) or isinstance(value, DuplicateMembers):
        return MISSING
    fresh: Any = value.copy()
    if not pointer and isinstance(change, Insert):
        return {**fresh, change.name: change.value} if isinstance(value, dict) and change.name not in value else MISSING
    step: Any = pointer[0]
    if not (step in value if isinstance(value, dict) else isinstance(step, int) and step < len(value)):
        return MISSING
    if len(pointer) == 1 and isinstance(change, Remove):
        del fresh[step]
    else:
        fresh[step] = _changed(fresh[step], pointer[1:], change)
        if fresh[step] is MISSING:
            return MISSING
    return fresh
