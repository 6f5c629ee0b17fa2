"""What an edit makes of the secrets of a project, and of what is shown instead of them.

That is decided by the entries that come and go, so an edit costs what it changes: mostly it leaves all as it is, and
where it damages an entry the words of this entry alone are others.
"""

from __future__ import annotations

from collections import Counter
from itertools import chain, filterfalse, takewhile
from operator import is_
from typing import TYPE_CHECKING, Final, NamedTuple

from dial_lsp.masking.comments import masked_in_comment
from dial_lsp.masking.damage import masked_words, unsure_parts
from dial_lsp.masking.difference import Difference
from dial_lsp.masking.documents import NAMING
from dial_lsp.masking.entries import is_damaged, masked_in_entry
from dial_lsp.masking.standing import Mode, looks_like_key
from dial_lsp.masking.texts import is_reference
from dial_lsp.syntax.outline import Changed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from dial_lsp.masking.documents import Reading
    from dial_lsp.masking.known_names import KnownNames
    from dial_lsp.masking.standing import Standing
    from dial_lsp.masking.wording import Wording
    from dial_lsp.syntax import Document, Entry

_MOST_DAMAGED: Final = 16
"""Entries whose words are looked at after each edit."""


_At = tuple["Entry", "Standing"]
"""An entry, and where the value of its section stands."""


class Known(NamedTuple):
    """A wording and what it was made of.

    ``counts`` tell how often which sure secret stands somewhere. ``unsure`` are words of which it is not sure that they
    are secrets, by the entries that have any or are damaged.
    """

    readings: tuple[Reading, ...]
    wording: Wording
    names: KnownNames
    counts: Counter[str]
    unsure: Mapping[Entry, frozenset[str]]

    def after(self, readings: tuple[Reading, ...]) -> Known | None:
        """What is known of the readings after an edit; None where that takes all of them.

        They are sound but for single entries, and no secret that comes or goes stands in several places.
        """
        if len(readings) != len(self.readings):
            return None
        gone: list[_At] = []
        come: list[_At] = []
        have_names = False
        for before, after in zip(self.readings, readings, strict=True):
            changed = self._changed(before, after)
            if changed is None:
                return None
            gone += ((entry, before.around[before.document.section_of(entry)]) for entry in changed.gone)
            come += ((entry, after.around[after.document.section_of(entry)]) for entry in changed.fresh)
            have_names = have_names or after.document.replaced_since(before.document) is None
        counts = self._counts_after(gone, come)
        unsure = self._unsure_after(gone, come)
        damaged = list(filter(is_damaged, unsure))
        if counts is None or len(damaged) > _MOST_DAMAGED:
            return None
        names = self.names.after(readings, _entries_of(gone), _entries_of(come), have_names=have_names)
        unsure.update((entry, unsure_parts(masked_words(entry.text, names))) for entry in damaged)
        words = [self.unsure[entry] for entry in _entries_of(gone) if entry in self.unsure]
        others = [unsure[entry] for entry in _entries_of(come) if entry in unsure]
        is_same = counts is self.counts and words == others and not any(map(is_damaged, chain(self.unsure, damaged)))
        wording = self.wording if is_same else self._reworded(names, counts, unsure)
        return Known(readings, wording, names, counts, unsure)

    def _changed(self, before: Reading, after: Reading) -> Changed | None:
        """The entries of a reading that are others now; None where keys or names may be others, or more."""
        if not _are_alike(before, after):
            return None
        pairs = after.document.replaced_since(before.document)
        if pairs is not None:
            around = after.around
            are_named_alike = all(one.name == other.name for one, other in pairs)
            are_keys = any(_may_be_key(one, around[after.document.section_of(other)]) for one, other in pairs)
            are_keys = are_keys or any(looks_like_key(other.value) for _, other in pairs)
            return Changed.of(pairs) if are_named_alike and not are_keys else None
        changed = after.document.changed_since(before.document)
        if changed is None or not _is_in_order(before.document, after.document, changed):
            return None  # for secrets are numbered in the order of the text
        told = [*((before, one) for one in changed.gone), *((after, one) for one in changed.fresh)]
        return changed if all(self._tells_no_name(reading, entry) for reading, entry in told) else None

    def _tells_no_name(self, reading: Reading, entry: Entry) -> bool:
        """Whether an entry is no key, and its name no secret."""
        section = reading.document.section_of(entry)
        if _may_be_key(entry, reading.around[section]) or is_damaged(entry):
            return False
        return section.name not in NAMING or entry.name is None or not self.wording.has(entry.name)

    def _counts_after(self, gone: Iterable[_At], come: Iterable[_At]) -> Counter[str] | None:
        """How often which sure secret stands somewhere; None where one that is another has a number, or gets one."""
        less, more = (Counter(text for one in each for text in _sure_in(*one)) for each in (gone, come))
        if less == more:
            return self.counts
        counts = Counter(self.counts)
        counts.subtract(less)
        counts.update(more)
        for text in (less - more) | (more - less):
            if text in self.wording.labels or max(counts[text], self.counts[text]) > 1:
                return None
            if not counts[text]:
                del counts[text]
        return counts

    def _unsure_after(self, gone: Iterable[_At], come: Iterable[_At]) -> dict[Entry, frozenset[str]]:
        """The words of entries that are not damaged, and where those of others belong."""
        left = frozenset(_entries_of(gone))
        stay = {entry: parts for entry, parts in self.unsure.items() if entry not in left}
        for entry, around in come:
            parts = frozenset() if is_damaged(entry) else unsure_parts(masked_in_entry(entry, around))
            if parts or is_damaged(entry):
                stay[entry] = parts
        return stay

    def _reworded(
        self, names: KnownNames, counts: Mapping[str, int], unsure: Mapping[Entry, frozenset[str]]
    ) -> Wording:
        """The wording with other secrets, sure ones or not."""
        known = self.wording
        secrets = known.secrets if counts is self.counts else frozenset(counts)
        words = frozenset[str]().union(*unsure.values()) - secrets
        wording = known.with_words(secrets, words, names.shown.intersection(chain(secrets, words)))
        if wording == known:
            return known
        wording.take_over(known, Difference(known, wording))
        return wording


def _entries_of(found: Iterable[_At]) -> list[Entry]:
    return [entry for entry, _ in found]


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


def _may_be_key(entry: Entry, around: Standing) -> bool:
    return around.mode in (Mode.KEYS, Mode.KEY) or looks_like_key(entry.value)


def _sure_in(entry: Entry, around: Standing) -> list[str]:
    """The secrets in an entry of which it is sure that they are that, as far as they have a text of their own."""
    masked = masked_words(entry.text, ()) if is_damaged(entry) else masked_in_entry(entry, around)
    return [one.text for one in masked if one.is_sure and one.text and not is_reference(one.text)]
