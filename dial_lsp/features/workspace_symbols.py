"""Workspace symbols: every entry of every project by a name that need not be typed exactly."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process, utils

from dial_lsp.model.entry_words import kind_of, label_of
from dial_lsp.names.occurrences import key_span, reading_of
from dial_lsp.text import Location

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dial_lsp.engine.analysis import Analysis

_MOST = 256
_NEAR = 70  # of 100: about one wrong letter in four


@dataclass(frozen=True, slots=True)
class Found:
    """An entry: what to call it, its kind, the section it stands in and where it is named."""

    name: str
    kind: str
    section: str
    location: Location


def workspace_symbols(analyses: Iterable[Analysis], query: str) -> tuple[Found, ...]:
    """The entries that a query may mean, the best first; for an empty query the first of all in their order.

    A name counts that has the letters of the query in their order, or that is near to it. API keys are found by what
    they are called, never by their secrets.
    """
    everything = tuple(found for analysis in analyses for found in _entries(analysis.continued))
    wanted = utils.default_process(query)
    if not wanted:
        return everything[:_MOST]
    names = [utils.default_process(found.name) for found in everything]
    scores = {
        at: score
        for _, score, at in process.extract_iter(wanted, names, scorer=fuzz.WRatio, processor=None, score_cutoff=_NEAR)
    }
    ranked = [
        (_rank(wanted, name), -scores.get(at, 0.0), at)
        for at, name in enumerate(names)
        if at in scores or _has_letters(name, wanted)
    ]
    return tuple(everything[at] for _, _, at in sorted(ranked)[:_MOST])


def _entries(analysis: Analysis) -> Iterator[Found]:
    for file, document in enumerate(analysis.documents):
        for section in document.sections:
            for entry in section.entries:
                if entry.name is not None:
                    reading = reading_of(analysis.config, file, document, entry)
                    location = Location(document.source, key_span(document, entry))
                    name = analysis.secrecy.wording.names(label_of(analysis.config, reading))
                    yield Found(name, kind_of(reading), analysis.secrecy.wording.name(section.name), location)


def _rank(wanted: str, name: str) -> int:
    """0 for the very name, then names that start with it, hold it, have its letters; at last those that are near."""
    tests = (name == wanted, name.startswith(wanted), wanted in name, _has_letters(name, wanted))
    return next((rank for rank, is_so in enumerate(tests) if is_so), len(tests))


def _has_letters(name: str, wanted: str) -> bool:
    rest = iter(name)
    return all(letter in rest for letter in wanted if letter != " ")
