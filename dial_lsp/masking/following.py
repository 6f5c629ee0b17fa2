"""What an edit makes of the secrets of a project, and of what is shown instead of them.

That is decided by the entries that come and go, so an edit costs what it changes: mostly it leaves all as it is, and
where it damages an entry the words of this entry alone are others.
"""

from __future__ import annotations

from itertools import chain, filterfalse, takewhile
from operator import is_
from typing import TYPE_CHECKING, Final, NamedTuple

from dial_lsp.masking.comments import masked_in_comment
from dial_lsp.masking.damage import masked_words, unsure_parts
from dial_lsp.masking.difference import Difference
from dial_lsp.masking.documents import NAMING
from dial_lsp.masking.entries import is_damaged, masked_in_entry
from dial_lsp.masking.standing import Mode, looks_like_key
from dial_lsp.syntax.outline import Changed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from dial_lsp.masking.documents import Reading
    from dial_lsp.masking.known_names import KnownNames
    from dial_lsp.masking.standing import Standing
    from dial_lsp.masking.wording import Wording
    from dial_lsp.syntax import Document, Entry

_MOST_DAMAGED: Final = 16
"""Entries whose words are looked at after each edit."""


class Known(NamedTuple):
    """A wording and what it was made of.

    ``unsure`` are words of which it is not sure that they are secrets, by the entries that have any or are damaged.
    """

    readings: tuple[Reading, ...]
    wording: Wording
    names: KnownNames
    unsure: Mapping[Entry, frozenset[str]]

    def after(self, readings: tuple[Reading, ...]) -> Known | None:
        """What is known of the readings after an edit; None where that takes all of them.

        They are sound but for single entries, and new entries have the same secrets.
        """
        if len(readings) != len(self.readings):
            return None
        gone: list[Entry] = []
        come: list[tuple[Entry, Standing]] = []
        have_names = False
        for before, after in zip(self.readings, readings, strict=True):
            changed = self._changed(before, after)
            if changed is None:
                return None
            gone += changed.gone
            come += ((entry, after.around[after.document.section_of(entry)]) for entry in changed.fresh)
            have_names = have_names or after.document.replaced_since(before.document) is None
        names = self.names.after(readings, gone, [entry for entry, _ in come], have_names=have_names)
        unsure = self._unsure_after(gone, come)
        damaged = list(filter(is_damaged, unsure))
        if len(damaged) > _MOST_DAMAGED:
            return None
        if not damaged and not any(map(is_damaged, gone)):
            return Known(readings, self.wording, names, unsure)
        unsure.update((entry, unsure_parts(masked_words(entry.text, names))) for entry in damaged)
        return Known(readings, self._reworded(names, unsure), names, unsure)

    def _changed(self, before: Reading, after: Reading) -> Changed | None:
        """The entries of a reading that are others now; None where they have other secrets or more is another."""
        if not _are_alike(before, after):
            return None
        pairs = after.document.replaced_since(before.document)
        changed = after.document.changed_since(before.document) if pairs is None else Changed.of(pairs)
        if changed is None:
            return None
        if pairs is None:
            return changed if self._tell_nothing(before, after, changed) else None
        around = after.around
        tell = all(_tell_the_same(one, other, around[after.document.section_of(other)]) for one, other in pairs)
        return changed if tell else None

    def _unsure_after(
        self, gone: Collection[Entry], come: Iterable[tuple[Entry, Standing]]
    ) -> dict[Entry, frozenset[str]]:
        """The words of entries that are not damaged, and where those of others belong."""
        stay = {entry: parts for entry, parts in self.unsure.items() if entry not in gone}
        for entry, around in come:
            parts = frozenset() if is_damaged(entry) else unsure_parts(masked_in_entry(entry, around))
            if parts or is_damaged(entry):
                stay[entry] = parts
        return stay

    def _reworded(self, names: KnownNames, unsure: Mapping[Entry, frozenset[str]]) -> Wording:
        """The wording with other words of which it is not sure that they are secrets."""
        secrets = self.wording.secrets
        words = frozenset[str]().union(*unsure.values()) - secrets
        wording = self.wording.with_unsure(words, names.shown.intersection(chain(secrets, words)))
        if wording == self.wording:
            return self.wording
        wording.take_over(self.wording, Difference(self.wording, wording))
        return wording

    def _tell_nothing(self, before: Reading, after: Reading, changed: Changed) -> bool:
        """Whether neither the entries that come nor those that go have any secret, or the name of one."""
        if not _is_in_order(before.document, after.document, changed):
            return False  # for secrets are numbered in the order of the text
        told = [*((before, one) for one in changed.gone), *((after, one) for one in changed.fresh)]
        return all(self._tells_nothing(reading, entry) for reading, entry in told)

    def _tells_nothing(self, reading: Reading, entry: Entry) -> bool:
        section = reading.document.section_of(entry)
        around = reading.around[section]
        if around.mode in (Mode.KEYS, Mode.KEY) or looks_like_key(entry.value) or is_damaged(entry):
            return False
        is_name = section.name in NAMING and entry.name is not None and self.wording.has(entry.name)
        return not is_name and not masked_in_entry(entry, around)


def _is_in_order(before: Document, after: Document, changed: Changed) -> bool:
    """Whether the entries that stay come in the same order."""
    stay = filterfalse(changed.gone.__contains__, _entries(before))
    return all(map(is_, stay, filterfalse(changed.fresh.__contains__, _entries(after))))


def _entries(document: Document) -> Iterator[Entry]:
    return chain.from_iterable(section.entries for section in document.sections)


def _are_alike(before: Reading, after: Reading) -> bool:
    """Whether two readings have the same sections, comments that tell the same, and no damage outside of entries."""
    if before.is_broken or after.is_broken or (before.document.trailing or after.document.trailing) is not None:
        return False
    names = ([section.name for section in reading.document.sections] for reading in (before, after))
    if next(names) != next(names) or list(before.around.values()) != list(after.around.values()):
        return False
    return _comments_tell_the_same(before, after)


def _comments_tell_the_same(before: Reading, after: Reading) -> bool:
    """Whether comments have the same secrets, of which those are searched only that are others now."""
    if not before.document.comments and not after.document.comments:
        return True
    one, other = list(before.comments()), list(after.comments())
    first = _alike(zip(one, other, strict=False))
    last = _alike(zip(reversed(one[first:]), reversed(other[first:]), strict=False))
    return _secrets_in(one[first : len(one) - last]) == _secrets_in(other[first : len(other) - last])


def _alike(pairs: Iterable[tuple[object, object]]) -> int:
    """How many pairs are of equal ones, before the first that is not."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _secrets_in(comments: Iterable[tuple[str, bool]]) -> list[str]:
    return [one.text for comment, in_keys in comments for one in masked_in_comment(comment, in_keys=in_keys)]


def _tell_the_same(before: Entry, after: Entry, around: Standing) -> bool:
    """Whether an entry has the secrets of another one; in damaged text those count of which it is sure."""
    if around.mode in (Mode.KEYS, Mode.KEY) or before.name != after.name:
        return False
    if looks_like_key(before.value) or looks_like_key(after.value):
        return False
    if is_damaged(before) or is_damaged(after):
        return _sure_in(before, around) == _sure_in(after, around)
    told = ([(one.text, one.is_sure) for one in masked_in_entry(entry, around)] for entry in (before, after))
    return next(told) == next(told)


def _sure_in(entry: Entry, around: Standing) -> list[str]:
    masked = masked_words(entry.text, ()) if is_damaged(entry) else masked_in_entry(entry, around)
    return [one.text for one in masked if one.is_sure]
