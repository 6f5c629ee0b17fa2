"""Several files become one config, member by member, exactly as Core merges them.

Core reads every file *into* one JSON tree. So an object that is already in the tree is filled further: objects merge,
lists are appended (or replaced, Core's static setting ``config.jsonMergeStrategy.overwriteArrays``), anything else
replaces; inside an object that is only being made, the last of several equal names wins whole. The root always exists.
"""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from operator import is_
from typing import TYPE_CHECKING, Any, NamedTuple

from dial_lsp.model.place import ConfigEntry, ConfigSection, Layer, Part
from dial_lsp.model.tables import tables_of
from dial_lsp.syntax.tree import MISSING, DuplicateMembers

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dial_lsp.syntax import Document, Entry
    from dial_lsp.syntax.tree import JSONValue, Missing, Pointer

    Written = JSONValue | Missing


class Merging(NamedTuple):
    """How Core combines: lists append or replace; a file may be parsed by itself first (one loader of 2026)."""

    overwrite_arrays: bool = False
    file_first: bool = False


def merge(
    documents: Sequence[Document],
    merging: Merging,
    previous: Mapping[str, ConfigSection] | None = None,
) -> dict[str, ConfigSection]:
    """The sections of the merged config in the order Core's tree would have.

    Entries made of the same parts as in ``previous`` are the same objects again, with all that is known about them.
    """
    layers: dict[str, list[Layer]] = {}
    for file, document in enumerate(documents):
        for layer in _layers_of_file(file, document, merging):
            before = layers.get(layer.section.name)
            if before and (continues(before[-1].section.kind, layer.section.kind) or layer.section.kind == "missing"):
                before.append(layer)
            else:  # a first section, or one whose kind changes: what was there is replaced, its place is kept
                layers[layer.section.name] = [layer]
    return {
        name: _section(name, found, merging, previous.get(name) if previous else None) for name, found in layers.items()
    }


def combine(values: Iterable[Written], merging: Merging) -> Written:
    """One value after another read into the same place of the tree."""
    result: Written = MISSING
    for value in values:
        if isinstance(result, dict) and isinstance(value, dict):
            result = dict(result)
            _fill(result, value, merging)
        elif isinstance(result, list) and isinstance(value, list) and not merging.overwrite_arrays:
            result = [*result, *value]
        else:
            result = value
    return result


def origin(entry: ConfigEntry, pointer: Pointer, *, overwrite_arrays: bool) -> tuple[Part, Pointer]:
    """The file's entry, and the pointer in it, that gave the merged config the value at ``pointer``."""
    held: list[tuple[Part, Written]] = [(part, part.entry.value) for part in entry.parts]
    found: list[str | int] = []
    for step in pointer:
        if len(held) == 1:
            found.append(step)
            continue
        if isinstance(step, int):
            step, held = _origin_of_element(held, step)  # noqa: PLW2901 -- the index counts within its own file
        else:
            held = _origins_of_member(held, step, overwrite_arrays=overwrite_arrays) or held[-1:]
        found.append(step)
    return held[-1][0], tuple(found)


def origins(entry: ConfigEntry, pointer: Pointer, *, overwrite_arrays: bool) -> tuple[tuple[Part, Pointer], ...]:
    """Everywhere the member at ``pointer`` is written, the last file last: all of it must go for the member to go."""
    if not pointer:
        return tuple((part, ()) for part in (*entry.replaced, *entry.parts))
    last, inner = origin(entry, pointer, overwrite_arrays=overwrite_arrays)
    if isinstance(pointer[-1], int) or inner != pointer:
        return ((last, inner),)
    return tuple((part, pointer) for part in entry.parts if _has(part.entry.value, pointer))


def continues(before: str, after: str) -> bool:
    """Whether a value of kind ``after`` is merged into one of kind ``before`` instead of replacing it."""
    return before == after and before in ("object", "array")


def _layers_of_file(file: int, document: Document, merging: Merging) -> Iterable[Layer]:
    layers = [Layer(file, index, section) for index, section in enumerate(document.sections)]
    if merging.file_first:  # plain "last wins" inside one file
        return {layer.section.name: layer for layer in layers}.values()
    return layers


def _section(name: str, layers: list[Layer], merging: Merging, previous: ConfigSection | None) -> ConfigSection:
    if previous is not None and _is_written_alike(previous.layers, layers):
        return replace(previous, layers=tuple(layers))
    parts: dict[str | None, list[Part]] = {}
    replaced: dict[str | None, list[Part]] = {}
    for number, layer in enumerate(layers):
        for entry in _entries(layer, merging):
            part = Part(layer.file, entry)
            before = parts.get(entry.name)
            if before is None:
                parts[entry.name] = [part]
            elif number > 0 and _merges(before[-1].entry.value, entry.value, overwrite_arrays=merging.overwrite_arrays):
                before.append(part)
            else:
                replaced.setdefault(entry.name, []).extend(before)
                parts[entry.name] = [part]
    known = previous.every if previous else {}
    entries = {
        key: _entry(name, key, tuple(found), tuple(replaced.get(key, ())), merging, known.get(key))
        for key, found in parts.items()
    }
    kind = layers[-1].section.kind
    tables = tables_of(previous) if previous is not None and previous.kind == kind else {}
    return ConfigSection(name, kind, entries, tuple(layers), tables)


def _is_written_alike(before: Sequence[Layer], after: Sequence[Layer]) -> bool:
    """Whether the very same entries are written in as many places."""
    pairs = [(one.section, other.section) for one, other in zip(before, after, strict=False) if one.file == other.file]
    return len(before) == len(after) == len(pairs) and all(
        one.kind == other.kind and len(one.entries) == len(other.entries) and all(map(is_, one.entries, other.entries))
        for one, other in pairs
    )


def _entries(layer: Layer, merging: Merging) -> tuple[Entry, ...]:
    if merging.file_first:
        return tuple({entry.name: entry for entry in layer.section.entries}.values())
    return layer.section.entries


def _entry(  # noqa: PLR0913, PLR0917 -- an entry is made here only
    section: str,
    name: str | None,
    parts: tuple[Part, ...],
    replaced: tuple[Part, ...],
    merging: Merging,
    previous: ConfigEntry | None,
) -> ConfigEntry:
    if previous is not None and previous.parts == parts and previous.replaced == replaced:
        return previous
    value = parts[0].entry.value
    if len(parts) > 1:
        value = combine((part.entry.value for part in parts), merging)
    return ConfigEntry(section, name, value, parts, replaced)


def _merges(before: Written, after: Written, *, overwrite_arrays: bool) -> bool:
    if isinstance(before, dict):
        return isinstance(after, dict)
    return isinstance(before, list) and isinstance(after, list) and not overwrite_arrays


def _fill(target: dict[str, JSONValue], value: dict[str, JSONValue], merging: Merging) -> None:
    """Read ``value`` into ``target``, which was in the tree before.

    A queue instead of recursion, for nesting is deep in traps; first in, first out keeps the order of equal names.
    Values of entries are shared, so a dict is copied before it is filled.
    """
    copied = {id(target): target}  # held, so that no other dict gets the number of one that was replaced
    waiting: deque[tuple[dict[str, Any], dict[str, Any]]] = deque([(target, value)])
    while waiting:
        into, new = waiting.popleft()
        for name, member in _pairs(new, merging):
            old = into.get(name, MISSING)
            if isinstance(old, dict) and isinstance(member, dict):
                if id(old) not in copied:
                    into[name] = old = dict(old)
                    copied[id(old)] = old
                waiting.append((old, member))
            elif isinstance(old, list) and isinstance(member, list) and not merging.overwrite_arrays:
                into[name] = [*old, *member]
            else:
                into[name] = member


def _pairs(value: dict[str, Any], merging: Merging) -> Iterable[tuple[str, Any]]:
    return value.pairs if isinstance(value, DuplicateMembers) and not merging.file_first else value.items()


def _origins_of_member(
    held: list[tuple[Part, Written]], name: str, *, overwrite_arrays: bool
) -> list[tuple[Part, Written]]:
    found: list[tuple[Part, Written]] = []
    for part, value in held:
        if not isinstance(value, dict) or name not in value:
            continue
        member = value[name]
        merges = bool(found) and _merges(found[-1][1], member, overwrite_arrays=overwrite_arrays)
        found = [*found, (part, member)] if merges else [(part, member)]
    return found


def _has(value: Any, pointer: Pointer) -> bool:
    for step in pointer:
        if not isinstance(value, dict | list) or not (
            step in value if isinstance(value, dict) else isinstance(step, int) and step < len(value)
        ):
            return False
        value = value[step]  # type: ignore[index]
    return True


def _origin_of_element(held: list[tuple[Part, Written]], index: int) -> tuple[int, list[tuple[Part, Written]]]:
    for part, value in held:
        length = len(value) if isinstance(value, list) else 0
        if index < length:
            assert isinstance(value, list)  # noqa: S101 -- only a list has a length here
            return index, [(part, value[index])]
        index -= length
    return index, held[-1:]
