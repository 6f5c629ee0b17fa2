"""A config as it would be without some of its edits: entries as values only, so nothing in it can be looked up."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from dial_lsp.access.edits import same
from dial_lsp.model.place import ConfigEntry, ConfigSection
from dial_lsp.model.tables import tables_of
from dial_lsp.syntax.tree import MISSING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dial_lsp.access.edits import Edit
    from dial_lsp.model.config import Config
    from dial_lsp.syntax.tree import Pointer

Every = dict[str | None, ConfigEntry]


def shared(before: Config, after: Config) -> Config:
    """The later config with the entries of the earlier one wherever they say the same, so that they compare at once.

    It is ``after`` itself where it shares them already.
    """
    sections = {}
    for name, section in after.sections.items():
        old = before.sections[name].every if name in before.sections else {}
        alike = {one for one in old.keys() & section.every.keys() if _is_again(old[one], section.every[one])}
        every = {one: old[one] if one in alike else entry for one, entry in section.every.items()}
        sections[name] = (
            replace(section, every=every, memo=_tables(before.sections.get(name), every)) if alike else section
        )
    if all(sections[name] is section for name, section in after.sections.items()):
        return after
    return replace(after, sections=sections, replaced=None)


def _tables(section: ConfigSection | None, every: Every) -> dict[Any, Any]:
    """What is known of a section that serves one with these entries: they have to have the same names."""
    return tables_of(section) if section is not None and [*section.every] == [*every] else {}


def _is_again(one: ConfigEntry, other: ConfigEntry) -> bool:
    """Whether two entries are not the same object and say the same."""
    return one is not other and same(one.value, other.value)


def without(before: Config, after: Config, edits: Iterable[Edit]) -> Config:
    """The later config, ``after``, with some of the edits that lead to it taken back."""
    sections = dict(after.sections)
    by_section: dict[str, list[Edit]] = {}
    for edit in edits:
        by_section.setdefault(edit.section, []).append(edit)
    for name, made in by_section.items():
        old, new = before.sections.get(name), after.sections.get(name)
        every = _every(dict(old.every) if old else {}, dict(new.every) if new else {}, made)
        template = new or old
        if template is None or not every:
            sections.pop(name, None)
            continue
        kind = "object" if None not in every else old.kind if old and None in old.every else template.kind
        sections[name] = ConfigSection(name, kind, every, template.layers, memo=_tables(template, every))
    return replace(after, sections=sections, replaced=None)


def _every(old: Every, new: Every, edits: Sequence[Edit]) -> Every:
    every = dict(new)
    for edit in edits:
        if edit.kind == "order":
            continue
        value = edit.before if not edit.pointer else _written(every[edit.name].value, edit.pointer, edit.before)
        if value is MISSING:
            every.pop(edit.name, None)
        elif edit.name in old and same(old[edit.name].value, value):
            every[edit.name] = old[edit.name]
        else:
            template = every.get(edit.name) or old[edit.name]
            every[edit.name] = ConfigEntry(template.section, template.name, value, template.parts)
    for name in {edit.name for edit in edits if edit.pointer[:1] == ("routes",)} & every.keys():
        turned = any(edit.kind == "order" and edit.name == name for edit in edits)
        every[name] = _with_routes(every[name], old.get(name), new.get(name), is_ordered=turned)
    is_ordered = any(edit.kind == "order" and edit.name is None for edit in edits)
    first, second = (old, new) if is_ordered else (new, old)
    return {name: every[name] for name in _merged([*first], [*second]) if name in every}


def _with_routes(
    entry: ConfigEntry, old: ConfigEntry | None, new: ConfigEntry | None, *, is_ordered: bool
) -> ConfigEntry:
    """An application whose routes are in the order of the one or the other config."""
    routes = _routes(entry)
    orders = [*_routes(old)], [*_routes(new)]
    order = _merged(*(orders if is_ordered else orders[::-1]))
    turned: Any = {name: routes[name] for name in order if name in routes}
    if [*turned] == [*routes] or not isinstance(entry.value, dict):
        return entry
    return ConfigEntry(entry.section, entry.name, {**entry.value, "routes": turned}, entry.parts)


def _routes(entry: ConfigEntry | None) -> dict[str | None, Any]:
    value: Any = entry.value if entry is not None else None
    found = value.get("routes") if isinstance(value, dict) else None
    return found if isinstance(found, dict) else {}


def _merged(first: list[str | None], second: list[str | None]) -> list[str | None]:
    """Names in the order of the first list; those that only the second has behind their neighbours there."""
    known: set[str | None] = set(first)
    after: dict[str | bool | None, list[str | None]] = {}
    last: str | bool | None = False
    for name in second:
        if name in known:
            last = name
        else:
            after.setdefault(last, []).append(name)
    return [*after.get(False, []), *(one for name in first for one in (name, *after.get(name, [])))]


def _written(value: Any, pointer: Pointer, member: Any) -> Any:
    """A copy of an object with another value at a pointer; MISSING takes the member away."""
    result = copy = dict(value)
    for step in pointer[:-1]:
        copy[step] = dict(copy[step])
        copy = copy[step]
    if member is MISSING:
        copy.pop(pointer[-1], None)
    else:
        copy[pointer[-1]] = member
    return result
