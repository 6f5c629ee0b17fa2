"""The names of a config after an edit, made from those before: what changed entries mention goes and comes."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from dial_lsp.model.place import ConfigEntry

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dial_lsp.names.references import Definition, Kind, Use

_M = TypeVar("_M", "Definition", "Use")


class Change(NamedTuple):
    """An entry before and after; None where there is none."""

    old: ConfigEntry | None
    new: ConfigEntry | None


class Order:
    """Where entries stand in the config, told by their names."""

    def __init__(self, sections: Mapping[str, Mapping[str | None, ConfigEntry]]) -> None:
        self._sections = sections
        self._of_sections = {section: number for number, section in enumerate(sections)}
        self._of_entries: dict[str, dict[str | None, int]] = {}

    def of(self, mention: Definition | Use) -> tuple[int, int]:
        """The numbers of the section and of the entry in it."""
        entry = mention.at.entry
        section, name = (entry.section, entry.name) if isinstance(entry, ConfigEntry) else (entry.name, None)
        if section not in self._of_entries:
            self._of_entries[section] = {one: number for number, one in enumerate(self._sections[section])}
        return self._of_sections[section], self._of_entries[section][name]


def replace_mentions(
    known: dict[Kind, dict[str, list[_M]]], before: Iterable[_M], after: Sequence[_M], order: Order
) -> None:
    """Put what an entry mentions now where what it mentioned before stands, or would stand."""
    for kind in {found.kind for found in (*before, *after)}:
        known[kind] = dict(known[kind])
    for kind, name in dict.fromkeys((found.kind, found.name) for found in (*before, *after)):
        new = [found for found in after if (found.kind, found.name) == (kind, name)]
        old = {found.at.entry for found in before}
        kept = [found for found in known[kind].get(name, ()) if found.at.entry not in old]
        at = bisect_left(kept, order.of(new[0]), key=order.of) if new and kept else 0
        kept[at:at] = new
        if kept:
            known[kind][name] = kept
        else:
            known[kind].pop(name, None)
