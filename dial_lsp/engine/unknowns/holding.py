"""Which findings hold whatever the unknown values are."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from dial_lsp.engine.unknowns.places import UnknownPlaces
from dial_lsp.engine.unknowns.watching import certain, said
from dial_lsp.model.place import ConfigEntry, Place
from dial_lsp.model.reads import ALL, part_of, reads_of
from dial_lsp.names.references import NAMES, Kind
from dial_lsp.schema.fields import entry_type, types
from dial_lsp.syntax.substitutions import ONLY_SUBSTITUTED, SUBSTITUTED
from dial_lsp.text import Location, Span
from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from dial_lsp.engine.unknowns.watching import Said
    from dial_lsp.model.config import Config
    from dial_lsp.model.reads import Known, Read
    from dial_lsp.names.references import References
    from dial_lsp.rulekit.rule import Check, EntryContext, Finding, RestsOn
    from dial_lsp.syntax import Document
    from dial_lsp.syntax.tree import Pointer

_LAST_STRING = compiled(r'(?:\A|:\s*)"(?P<text>(?:[^"\\]|\\.)*+)"\Z', re.DOTALL)
_LONGEST = 2000  # code points of a member that may be one placeholder
_OF_NAMES = part_of(NAMES, "")
"""So begins what is read of the names that entries mention: names may come, but those that are written stay."""


class Unknowns:
    """What is unknown in one config. False if nothing is, as in files that are all JSON."""

    def __init__(
        self,
        config: Config,
        references: Callable[[], References],
        context: EntryContext,
        of_checks: Callable[[], Mapping[Check, Known]],
    ) -> None:
        """``references``, and what rules about the whole config have read, are asked for only where it matters."""
        self._config = config
        self._references = references
        self._context = context
        self._of_checks = of_checks
        self._places = UnknownPlaces(config)
        self._moot: dict[tuple[Check, RestsOn], bool] = {}
        self._seen: dict[Check, Sequence[ConfigEntry]] = {}
        self._certain: dict[tuple[Check, ConfigEntry], frozenset[Said]] = {}

    def __bool__(self) -> bool:
        return bool(self._places.documents)

    def holds(self, check: Check, finding: Finding) -> bool:
        """Whether a finding is true whatever the unknown values are."""
        rests_on = check.code_of(finding).rests_on
        if (check, rests_on) not in self._moot:
            self._moot[check, rests_on] = self._is_moot(check, rests_on)
        if self._moot[check, rests_on]:
            return False
        at = finding.at if isinstance(finding.at, Location) else self._config.locate(finding.at)
        document = self._places.documents.get(at.source)
        if isinstance(finding.at, Location):
            return document is None or not self._places.is_beside_code(document, at.span)
        if check.rule.name == "duplicate-member":
            return document is None or not self._is_code_between(document, finding, at.span)
        in_part = finding.at.where == "key" or not rests_on.parts_of_texts
        if document is not None and _is_unknown(document, at.span, in_part=in_part):
            return False
        return not self._rests_on_unknown(check, finding, finding.at)

    def _is_moot(self, check: Check, rests_on: RestsOn) -> bool:
        """Whether all findings of a check that rest on this depend on something unknown."""
        if any(kind in self._places.open_definitions for kind in rests_on.definitions):
            return True
        if rests_on.uses in self._open_uses:
            return True
        if rests_on.section and self._has_unknown(rests_on.section):
            return True
        if not rests_on.other_entries:
            return False
        return not self._places.open_sections.isdisjoint({None, *(section for section, _ in self._reads(check))})

    def _has_unknown(self, section: str) -> bool:
        """Whether anything in a section is unknown, or whether there is such a section."""
        inside = any(entry.section == section for entry in self._places.entries)
        return inside or not self._places.open_sections.isdisjoint({section, None})

    def _rests_on_unknown(self, check: Check, finding: Finding, at: Place) -> bool:
        """Whether what a rule found may be otherwise once the entries that it is about are filled in."""
        rests_on = check.code_of(finding).rests_on
        places = (at, *(note.at for note in finding.notes if isinstance(note.at, Place)))
        entries = [self._config.current(place.entry) for place in places if isinstance(place.entry, ConfigEntry)]
        if rests_on.other_entries and self._rests_on_others(check, at, entries if rests_on.only_written else ()):
            return True
        if rests_on.only_written or rests_on.definitions or rests_on.uses:
            return False
        unknown = {entry: self._places.within(entry, values=rests_on.values) for entry in entries}
        if check.is_of_entries:
            return any(self._is_uncertain(check, finding, entry, unknown[entry]) for entry in entries[:1])
        return any(found and _reaches(self._reads(check), entry, found) for entry, found in unknown.items())

    def _rests_on_others(self, check: Check, at: Place, own: Sequence[ConfigEntry]) -> bool:
        """Whether a check has seen something unknown in an entry that is not one of its own.

        What is said of a limit has to do with roles and keys, and else with what it limits.
        """
        limited = at.pointer[1] if at.pointer[:1] == ("limits",) and len(at.pointer) > 1 else None
        return any(
            entry not in own and (limited is None or entry.section in ("roles", "keys") or _may_be(entry, limited))
            for entry in self._seen_by(check)
        )

    def _seen_by(self, check: Check) -> Sequence[ConfigEntry]:
        """The entries of which a check of the whole config has seen something unknown, or missed what may come."""
        if check not in self._seen:
            reads = self._reads(check)
            seen = (entry for entry, unknown in self._places.entries.items() if _reaches(reads, entry, unknown))
            self._seen[check] = tuple(seen)
        return self._seen[check]

    def _is_uncertain(self, check: Check, finding: Finding, entry: ConfigEntry, unknown: frozenset[Pointer]) -> bool:
        what = said(finding)
        if not unknown or what is None:
            return False
        if check.code_of(finding).rests_on.absence:
            return what.pointer in unknown or what.pointer[:-1] in unknown
        if (check, entry) not in self._certain:
            self._certain[check, entry] = certain(check, entry, self._context, unknown)
        return what not in self._certain[check, entry]

    def _is_code_between(self, document: Document, finding: Finding, at: Span) -> bool:
        """Whether there is code from the first to the last of the places that a finding names."""
        places = [at, *(self._span(note.at, document) for note in finding.notes)]
        return self._places.is_code_in(document, Span(min(places).start, max(places).end))

    def _span(self, at: Place | Location, document: Document) -> Span:
        location = at if isinstance(at, Location) else self._config.locate(at)
        return location.span if location.source is document.source else Span(0, len(document.source.text))

    def _reads(self, check: Check) -> frozenset[Read]:
        known = self._of_checks().get(check)
        return known.reads if known else frozenset()

    @cached_property
    def _open_uses(self) -> frozenset[Kind]:
        """The kinds of which more may be used than is written."""
        hosts = [document.source.host for document in self._places.documents.values()]
        if any(host is not None and host.is_template for host in hosts):
            return frozenset(Kind)
        return frozenset(kind for kind, uses in self._references().uses.items() if any(map(SUBSTITUTED.search, uses)))


def _may_be(entry: ConfigEntry, name: str | int) -> bool:
    """Whether an entry is, or holds, the deployment or route of a name."""
    routes = entry.value.get("routes") if isinstance(entry.value, dict) else None
    return entry.name == name or (isinstance(routes, dict) and name in routes)


def _is_unknown(document: Document, span: Span, *, in_part: bool) -> bool:
    """Whether what stands there is unknown; a text of which only a part is, if ``in_part``."""
    text = document.source.text[span.start : span.end]
    host = document.source.host
    if host is None or len(text) > _LONGEST:
        return False
    for unknown in host.unknown:
        if span.start <= unknown.start and unknown.end == span.end:
            return not set("{[") & set(text[: unknown.start - span.start])
    last = _LAST_STRING.search(text)
    if last is None or not SUBSTITUTED.search(last["text"]):
        return False
    return in_part or ONLY_SUBSTITUTED.fullmatch(last["text"]) is not None


def _reaches(reads: frozenset[Read], entry: ConfigEntry, unknown: frozenset[Pointer]) -> bool:
    """Whether these fields, or what comes where code stands, are among what was read of an entry."""
    kind = types().get(entry_type(entry.section) or "")
    read = set(_fields_of(reads, entry))
    if kind is None or entry.name is None or not isinstance(entry.value, dict) or ALL in read:
        return bool(read)
    present = {kind.spellings[name] for name in entry.value if name in kind.spellings}
    absent = {kind.spellings[name] for name in read if name in kind.spellings} - present
    return any(pointer[0] in read if pointer else bool(absent) for pointer in unknown)


def _fields_of(reads: Iterable[Read], entry: ConfigEntry) -> Iterator[str]:
    """The fields of an entry that have been read, by themselves or to make something of them."""
    for section, name in reads:
        if section == entry.section and not name.startswith(_OF_NAMES):
            made_of = reads_of(entry, name)
            yield from [name] if made_of is None else _fields_of(made_of, entry)
