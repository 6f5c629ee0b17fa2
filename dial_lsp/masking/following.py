"""Whether an edit leaves all secrets, and what is shown instead of them, as they are.

That is decided by the entries that come and go, so an edit costs what it changes.
"""

from __future__ import annotations

from itertools import chain, filterfalse
from operator import is_
from typing import TYPE_CHECKING, NamedTuple

from dial_lsp.masking.comments import masked_in_comment
from dial_lsp.masking.documents import NAMING
from dial_lsp.masking.entries import HARMLESS, is_damaged, masked_in_entry
from dial_lsp.masking.standing import Mode, looks_like_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.masking.documents import Reading
    from dial_lsp.masking.standing import Standing
    from dial_lsp.masking.wording import Wording
    from dial_lsp.syntax import Document, Entry
    from dial_lsp.syntax.outline import Changed


class Known(NamedTuple):
    """A wording and what it was made of."""

    readings: tuple[Reading, ...]
    wording: Wording

    def serves(self, readings: tuple[Reading, ...]) -> bool:
        """Whether it is that of these readings too: sound ones, where new entries have the same secrets."""
        return len(readings) == len(self.readings) and all(map(self._serves, self.readings, readings))

    def _serves(self, before: Reading, after: Reading) -> bool:
        old, new = before.document, after.document
        problems = {problem.code for document in (old, new) for problem in document.problems}
        if not problems <= HARMLESS or new.trailing is not None or old.trailing is not None:
            return False
        names = ([section.name for section in document.sections] for document in (old, new))
        if next(names) != next(names) or list(before.around.values()) != list(after.around.values()):
            return False
        if not _comments_tell_the_same(before, after):
            return False
        pairs = new.replaced_since(old)
        if pairs is not None:
            return all(_tell_the_same(one, other, after.around[new.section_of(other)]) for one, other in pairs)
        changed = new.changed_since(old)
        return changed is not None and self._tell_nothing(before, after, changed)

    def _tell_nothing(self, before: Reading, after: Reading, changed: Changed) -> bool:
        """Whether neither the entries that come nor those that go have any secret, or the name of one."""
        if before.is_broken or after.is_broken or not _is_in_order(before.document, after.document, changed):
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


def _comments_tell_the_same(before: Reading, after: Reading) -> bool:
    """Whether comments have the same secrets, of which those are searched only that are others now."""
    if len(before.document.comments) != len(after.document.comments):
        return False
    pairs = zip(before.comments(), after.comments(), strict=True)
    return all(one == other or _secrets_in(*one) == _secrets_in(*other) for one, other in pairs)


def _secrets_in(comment: str, in_keys: bool) -> list[str]:  # noqa: FBT001 -- as a pair of ``comments``
    return [one.text for one in masked_in_comment(comment, in_keys=in_keys)]


def _tell_the_same(before: Entry, after: Entry, around: Standing) -> bool:
    if around.mode in (Mode.KEYS, Mode.KEY) or before.name != after.name:
        return False
    if looks_like_key(before.value) or looks_like_key(after.value):
        return False
    told = ([(one.text, one.is_sure) for one in masked_in_entry(entry, around)] for entry in (before, after))
    return next(told) == next(told)
