"""Findings as users see them: named, weighed and placed.

What is known of a finding besides its place in the text is worked out once and kept from snapshot to snapshot; the
place then costs one addition.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from dial_lsp.diagnostics import Related
from dial_lsp.model.merge import origin
from dial_lsp.model.place import ConfigEntry, Place
from dial_lsp.model.pointers import anchor, pointer_text
from dial_lsp.text import Location, Span
from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from dial_lsp.masking.wording import Wording
    from dial_lsp.model.config import Config
    from dial_lsp.rulekit.rule import Finding
    from dial_lsp.syntax import Entry


_KEY = compiled(r"/keys/#\d+:[^#]*")
"""An API key that is called by number and project, whatever texts are secrets."""


class _At(NamedTuple):
    """Where a place stands: a file, an entry of it and a span counted from that entry."""

    file: int
    entry: Entry
    span: Span


@dataclass(slots=True)
class Placed:
    """What is known of one finding. ``at`` and ``notes`` are None where only the config can tell."""

    finding: Finding  # held, so that nothing else gets its identity
    pointer: str
    anchor: str
    at: _At | None
    notes: tuple[_At | None, ...]


class Placing:
    """Where the findings of one config stand; made from an earlier one it knows what that one knew."""

    def __init__(self, config: Config, earlier: Placing | None = None) -> None:
        self._config = config
        self._known: dict[int, Placed] = {}
        self._earlier: Mapping[int, Placed] = {}
        if earlier is not None:
            replaced = config.replaced
            known = earlier.known_in(config) if replaced is None else earlier.known_after(replaced)
            self._earlier = known if earlier.wording is self.wording else earlier.known_by(self.wording, known)

    @property
    def wording(self) -> Wording:
        """What takes secrets out of names and messages: where it is another one, places may be called otherwise."""
        return self._config.secrecy.wording

    def known_after(self, replaced: Mapping[ConfigEntry, ConfigEntry]) -> Mapping[int, Placed]:
        """What stays true when entries are replaced: how keys are named depends on all keys."""
        known = self._known or self._earlier
        if not any(entry.section == "keys" for entry in replaced):
            return known
        return {
            number: placed
            for number, placed in known.items()
            if not (isinstance(placed.finding.at, Place) and _section(placed.finding.at) == "keys")
        }

    def known_in(self, config: Config) -> Mapping[int, Placed]:
        """What stays true where entries come and go: what is said of others that are called by their names."""
        before = self._config
        if list(before.sections) != list(config.sections) or len(before.documents) != len(config.documents):
            return {}
        known = self._known or self._earlier
        same = {name for name, section in config.sections.items() if section.every is before.sections[name].every}
        return {number: placed for number, placed in known.items() if _is_named_in(config, placed, same)}

    def known_by(self, wording: Wording, known: Mapping[int, Placed]) -> Mapping[int, Placed]:
        """What of that stays true where other texts are secrets: where none of them stands in a pointer of names."""
        from dial_lsp.masking.difference import Difference

        named = {text for placed in known.values() for text in (placed.pointer, placed.anchor)}
        same = frozenset(Difference(self.wording, wording).untouched(named))
        told = ((number, one) for number, one in known.items() if one.pointer in same and one.anchor in same)
        return {number: one for number, one in told if "#" not in one.pointer or _KEY.fullmatch(one.pointer)}

    def of(self, finding: Finding) -> Placed:
        """What is known of a finding."""
        placed = self._known.get(id(finding))
        if placed is None:
            placed = self._earlier.get(id(finding)) or self._place(finding)
            self._known[id(finding)] = placed
        return placed

    def location(self, placed: Placed) -> Location:
        """Where a finding stands in the text now."""
        return self._now(placed.at, placed.finding.at)

    def related(self, placed: Placed) -> tuple[Related, ...]:
        """The other places of a finding, and what is said of them."""
        notes = zip(placed.notes, placed.finding.notes, strict=True)
        hidden = self.wording.hidden
        return tuple(Related(self._now(at, note.at), hidden(note.message)) for at, note in notes)

    def _now(self, known: _At | None, at: Place | Location) -> Location:
        if isinstance(at, Location):
            return at
        if known is not None:
            document = self._config.documents[known.file]
            start, end = known.span
            try:
                offset = document.offset_of(known.entry)
                return Location(document.source, Span(start + offset, end + offset))
            except KeyError:
                pass  # the entry has been replaced since
        return self._config.locate(at)

    def _place(self, finding: Finding) -> Placed:
        at = finding.at
        if isinstance(at, Location):
            return Placed(finding, "", "", None, tuple(self._at(note.at) for note in finding.notes))
        if isinstance(at.entry, ConfigEntry):
            at = Place(self._config.current(at.entry), at.pointer, at.where)
        notes = tuple(self._at(note.at) for note in finding.notes)
        pointer = pointer_text(self._config, at)
        return Placed(finding, pointer, anchor(self._config, at, pointer), self._at(at), notes)

    def _at(self, at: Place | Location) -> _At | None:
        if isinstance(at, Location) or not isinstance(at.entry, ConfigEntry):
            return None
        entry = self._config.current(at.entry)
        part, pointer = origin(entry, at.pointer, overwrite_arrays=self._config.merging.overwrite_arrays)
        document = self._config.documents[part.file]
        try:
            start = document.offset_of(part.entry)
        except KeyError:
            return None
        return _At(part.file, part.entry, document.span_of(part.entry, pointer, at.where).shifted(-start))


def _is_named_in(config: Config, placed: Placed, same: Collection[str]) -> bool:
    """Whether a finding is of an entry that is still there; numbers count in sections that are the ``same``."""
    at = placed.finding.at
    if not isinstance(at, Place) or not isinstance(at.entry, ConfigEntry):
        return False
    if "#" in placed.pointer and at.entry.section not in same:
        return False
    return config.current(at.entry) is at.entry and at.entry.name in config.sections[at.entry.section].every


def _section(place: Place) -> str:
    return place.entry.section if isinstance(place.entry, ConfigEntry) else place.entry.name
