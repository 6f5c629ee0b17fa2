"""Offers of rules become fixes: text edits formatted as the file is, labelled with their effect on access."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, cached_property, partial
from typing import TYPE_CHECKING, overload

from dial_lsp.access.change import combined
from dial_lsp.diagnostics import Effect, Fix
from dial_lsp.model.change import Append, Change, EditText, Insert, InsertEntry, Remove, Rename, Replace
from dial_lsp.model.config import Config
from dial_lsp.model.merge import origin, origins
from dial_lsp.model.place import ConfigEntry, ConfigSection
from dial_lsp.model.tables import changed as changed_keys
from dial_lsp.project.put_back import may_be_made
from dial_lsp.syntax import rewrite, update
from dial_lsp.text import difference

if TYPE_CHECKING:
    from dial_lsp.engine.analysis import Analysis
    from dial_lsp.model.place import Place
    from dial_lsp.rulekit.rule import Offer
    from dial_lsp.syntax import Document, Entry
    from dial_lsp.syntax.tree import Pointer
    from dial_lsp.text import Edit


_FEW = 20
"""To see what a repair does takes another parse, so only the repairs of a few mistakes are tried before they are
offered; others are when they are made."""


class Fixes(Sequence[Fix]):
    """The fixes of one diagnostic, worked out when somebody looks at them."""

    def __init__(self, analysis: Analysis, offers: tuple[Offer, ...]) -> None:
        self._analysis = analysis
        self._offers = offers

    def __len__(self) -> int:
        return len(self._fixes) if self._offers else 0

    @overload
    def __getitem__(self, index: int) -> Fix: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Fix]: ...
    def __getitem__(self, index: int | slice) -> Fix | Sequence[Fix]:
        return self._fixes[index]

    @cached_property
    def _fixes(self) -> tuple[Fix, ...]:
        fixes = (_fix(self._analysis, offer) for offer in self._offers)
        return tuple(fix for fix in fixes if fix is not None)


def edits_of(config: Config, changes: Sequence[Change]) -> dict[str, tuple[Edit, ...]]:
    """The text edits by path of source that make all these changes.

    Several changes are made one after another, for two in one container would share a comma: each sees the text the
    earlier ones left. Removals come late and back to front, so that the indices of list elements hold; an entry gets
    its new name last, so that the others find it.
    """
    for document in config.documents:
        _ = document.source.lines  # which everybody asks for who comes here again; of the texts between nobody does
    if len(changes) == 1:
        return _edits_of_one(config, changes[0])
    removals = [change for change in changes if isinstance(change, Remove)]
    removals.sort(key=lambda change: [(isinstance(step, int), step) for step in change.at.pointer], reverse=True)
    now = config
    renamed = [change for change in changes if isinstance(change, Rename) and not change.at.pointer]
    others = [change for change in changes if change not in removals and change not in renamed]
    for change in [*others, *removals, *renamed]:
        now = changed(now, _edits_of_one(now, change))
    return {
        before.source.path: (difference(before.source.text, after.source.text),)
        for before, after in zip(config.documents, now.documents, strict=True)
        if before.source.text != after.source.text
    }


def changed(config: Config, edits: Mapping[str, Sequence[Edit]]) -> Config:
    """The config after text edits, by path of source; entries they do not touch are the same objects."""
    documents = [
        update(document, edits[document.source.path]) if edits.get(document.source.path) else document
        for document in config.documents
    ]
    return Config.of(documents, merging=config.merging, version=config.version, previous=config)


def effect_of_edits(analysis: Analysis, edits: Mapping[str, Sequence[Edit]]) -> Effect:
    """What text edits, by path of source, would do to the effective access."""
    before = analysis.config
    after = changed(before, edits)
    found = analysis.comparison.effect(analysis.access.after(after))
    _let_go(before, after)
    return found


def _let_go(before: Config, after: Config) -> None:
    """Forget what is kept with new entries, and leads back to them: a collector that runs rarely leaves them lying."""
    for name, section in after.sections.items():
        known = before.sections.get(name)
        for entry in changed_keys(known.every if known else {}, section.every):
            if entry in section.every:
                section.every[entry].memo.clear()


def _fix(analysis: Analysis, offer: Offer) -> Fix | None:
    is_secret = callable(offer.changes)
    changes = offer.changes() if callable(offer.changes) else offer.changes
    edits = edits_of(analysis.config, changes)
    mends = any(isinstance(change, EditText) and change.mends for change in changes)
    if _names_secret(analysis, changes):
        return None
    if not any(edits.values()) or not _are_possible(analysis, edits):
        return None
    if not _do_good(analysis, edits, mends=mends, are_several=len(changes) > 1):
        return None
    effect = cache(partial(_effect, analysis, edits, locks_out=offer.locks_out))
    title = analysis.secrecy.wording.hidden(offer.title)
    return Fix(title, edits, effect, offer.safe, is_secret, mends)


def _effect(analysis: Analysis, edits: Mapping[str, Sequence[Edit]], *, locks_out: bool) -> Effect:
    found = effect_of_edits(analysis, edits)
    return combined((found, Effect.NARROWS)) if locks_out else found


def _names_secret(analysis: Analysis, changes: Sequence[Change]) -> bool:
    """Whether a change gives a secret to a role or a deployment for its name, where everybody may see it."""
    names = (change.name for change in changes if isinstance(change, InsertEntry) and change.section != "keys")
    return any(map(analysis.secrecy.wording.is_known, names))


def _are_possible(analysis: Analysis, edits: Mapping[str, Sequence[Edit]]) -> bool:
    """Whether all edits of texts are edits of files; those of folded or coded texts in YAML are not."""
    return all(may_be_made(document.source, edits.get(document.source.path, ())) for document in analysis.documents)


def _do_good(analysis: Analysis, edits: Mapping[str, Sequence[Edit]], *, mends: bool, are_several: bool) -> bool:
    """Whether edits of a damaged text leave no more mistakes of syntax, fewer if they are for these, and all sections.

    Where there are too many mistakes to try it, what takes one change by itself is believed.
    """
    for document in analysis.documents:
        made = edits.get(document.source.path)
        if not made or not (mends or document.problems):
            continue
        if len(document.problems) > _FEW:
            if are_several:
                return False
            continue
        after = update(document, made)
        if len(after.problems) + mends > len(document.problems) or (not mends and is_cut_short(document, after)):
            return False
    return True


def is_cut_short(before: Document, after: Document) -> bool:
    """Whether Core would stop before the last section, in a text that it cannot read to any end now.

    A bracket that was one too many closes the file as soon as nothing else is wrong before it.
    """
    if before.end is not None or after.end is None or not before.sections:
        return False
    behind = len(after.source.text) - after.end
    return before.section_span(before.sections[-1], "key").start >= len(before.source.text) - behind


def _edits_of_one(config: Config, change: Change) -> dict[str, tuple[Edit, ...]]:
    edits: dict[str, tuple[Edit, ...]] = {}
    for path, made in _edits(config, change):
        if made and edits.get(path) and not _may_stand_together(edits[path], made):
            return {}
        edits[path] = (*edits.get(path, ()), *made)
    return edits


def _may_stand_together(one: Sequence[Edit], other: Sequence[Edit]) -> bool:
    """Whether edits of twins do not overlap; where both would take one comma, their change is left to a person."""
    first, second = sorted((min(e.span.start for e in edits), max(e.span.end for e in edits)) for edits in (one, other))
    return first[1] <= second[0]


def _edits(config: Config, change: Change) -> Iterator[tuple[str, tuple[Edit, ...]]]:
    match change:
        case Rename() | Remove():
            yield from _everywhere(config, change)
        case EditText():
            yield change.source.path, change.edits() if callable(change.edits) else change.edits
        case InsertEntry():
            document = _home(config, change.section)
            yield document.source.path, rewrite.insert_entry(document, change.section, change.name, change.value)
        case Replace():
            document, entry, pointer = _origin(config, change.at)
            yield document.source.path, rewrite.replace(document, entry, pointer, change.value)
        case Insert():
            document, entry, pointer = _origin(config, change.into)
            made = rewrite.insert(document, entry, pointer, change.name, change.value, after=change.after)
            yield document.source.path, made
        case Append():
            document, entry, pointer = _origin(config, change.to)
            yield document.source.path, rewrite.append(document, entry, pointer, change.value)


def _everywhere(config: Config, change: Rename | Remove) -> Iterator[tuple[str, tuple[Edit, ...]]]:
    """In every file that writes the member: it is gone, or has another name, when all of them say so."""
    place = change.at
    if isinstance(place.entry, ConfigSection):
        for layer in config.sections[place.entry.name].layers:
            document = config.documents[layer.file]
            section = document.sections[layer.index]
            if isinstance(change, Remove):
                yield document.source.path, rewrite.remove_section(document, section)
            else:
                yield document.source.path, rewrite.rename_section(document, section, change.name)
        return
    entry = config.current(place.entry)
    for part, pointer in origins(entry, place.pointer, overwrite_arrays=config.merging.overwrite_arrays):
        document = config.documents[part.file]
        if isinstance(change, Remove):
            yield document.source.path, rewrite.remove(document, part.entry, pointer)
        else:
            yield document.source.path, rewrite.rename(document, part.entry, pointer, change.name)


def _origin(config: Config, place: Place) -> tuple[Document, Entry, Pointer]:
    assert isinstance(place.entry, ConfigEntry)  # noqa: S101 -- changes of whole sections name their one entry
    entry = config.current(place.entry)
    part, pointer = origin(entry, place.pointer, overwrite_arrays=config.merging.overwrite_arrays)
    return config.documents[part.file], part.entry, pointer


def _home(config: Config, section: str) -> Document:
    """The file a new entry of a section belongs to: the last that has the section, else the last of all."""
    found = config.sections.get(section)
    return config.documents[found.layers[-1].file if found else -1]
