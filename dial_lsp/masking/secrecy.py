"""What a project keeps secret: where its files hold secrets, and which texts nobody may see in any message."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from dial_lsp.masking.damage import unsure_parts
from dial_lsp.masking.difference import Difference
from dial_lsp.masking.documents import Reading
from dial_lsp.masking.entries import is_damaged
from dial_lsp.masking.following import Known
from dial_lsp.masking.known_names import KnownNames
from dial_lsp.masking.masks import Masked, joined, touching
from dial_lsp.masking.random_text import REACHES_FAR
from dial_lsp.masking.standing import Mode
from dial_lsp.masking.texts import is_reference
from dial_lsp.masking.wording import Wording
from dial_lsp.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dial_lsp.syntax import Document, Entry

_LONGER = 2
"""So many times as long as it is may a secret be that is written over several lines, in a JSON Pointer at the most."""


class _Found(NamedTuple):
    """What is secret in a document: in entries that have secrets, and outside of them."""

    in_entries: tuple[tuple[Entry, tuple[Masked, ...]], ...]
    outside: tuple[Masked, ...]


class Secrecy:
    """The secrets of some documents; nothing is worked out before somebody asks."""

    def __init__(
        self, documents: Sequence[Document], previous: Known | None = None, *, also: frozenset[str] = frozenset()
    ) -> None:
        """``previous`` is what was known of the snapshot before.

        ``also`` are texts that were secrets in these documents before a fix replaced them, and nothing else.
        """
        self._documents = tuple(documents)
        self._also = also
        self._previous = previous

    @cached_property
    def wording(self) -> Wording:
        """Takes the secrets out of messages, names and texts; that of the snapshot before if the edit changed none."""
        return self._now.wording

    @property
    def known(self) -> Known | None:
        """The wording and what it was made of for the next snapshot, as far as that takes no longer than the edit."""
        known: Known | None = self.__dict__.get("_now")
        return known or self._following or self._previous

    @cached_property
    def _following(self) -> Known | None:
        """What is known by the snapshot before and the edit, where that is enough."""
        previous = self._previous
        if previous is None or not self._also <= previous.wording.secrets:
            return None
        following = previous.after(self._readings)
        is_same = following is not None and following.wording is previous.wording
        return following if is_same or not self._also else None

    @cached_property
    def _now(self) -> Known:
        following, previous, self._previous = self._following, self._previous, None
        if following is not None or previous is None:
            return following or self._known(self._made())
        made = self._made()
        if made == previous.wording:
            return self._known(previous.wording)
        made.take_over(previous.wording, Difference(previous.wording, made))
        return self._known(made)

    def _known(self, wording: Wording) -> Known:
        return Known(self._readings, wording, self._names, self._counts, dict(self._unsure()))

    def _made(self) -> Wording:
        sure = self._counts
        unsure = unsure_parts(self._each())
        secrets = self._also.union(sure)
        shown = self._names.shown.intersection(chain(secrets, unsure)) - self._also
        return Wording(secrets, unsure - secrets, shown, self._labels(sure))

    def _unsure(self) -> Iterator[tuple[Entry, frozenset[str]]]:
        """The entries that have words of which it is not sure that they are secrets, or are damaged, with these."""
        entries = (entry for reading in self._readings for section in reading.around for entry in section.entries)
        yield from ((entry, frozenset[str]()) for entry in entries if is_damaged(entry))
        parts = ((entry, unsure_parts(masked)) for found in self._found.values() for entry, masked in found.in_entries)
        yield from (pair for pair in parts if pair[1])

    def masked(self, document: Document, window: Span | None = None) -> tuple[Masked, ...]:
        """Where the text of a document may not be seen, in order; with ``window`` only what touches it.

        Another document than those of the project is taken for what a fix or merging makes of them.
        """
        if window is not None:
            return tuple(touching(self._masked(document, self._around(document.source.text, window)), window))
        return self._masked(document, Span(0, len(document.source.text)))

    def _masked(self, document: Document, whole: Span) -> tuple[Masked, ...]:
        """The same in a part of a text by whose ends no secret is cut."""
        start, end = whole
        other = None if document in self._found else Secrecy((document,))
        known = self._placed(document) if other is None else other._masked(document, whole)  # noqa: SLF001 -- as this
        found = [self._labelled(one) for one in known if one.start < end and one.end > start]
        if other is not None and other.wording == self.wording and not self.wording.unsure:
            return joined(found)  # the other has looked for the same already
        again = self.wording.found_in(document.source.text[start:end], unsure=other is not None)
        return joined([*found, *(one.shifted(start) for one in again)])

    def _around(self, text: str, window: Span) -> Span:
        """What has to be looked through for all that touches a window: whole lines, from as far as a secret reaches."""
        if REACHES_FAR in text:
            return Span(0, len(text))
        far = _LONGER * max(map(len, (*self.wording.secrets, *self.wording.unsure)), default=0)
        end = text.find("\n", window.end + far)
        return Span(text.rfind("\n", 0, max(0, window.start - far)) + 1, len(text) if end < 0 else end)

    def _labelled(self, one: Masked) -> Masked:
        """A secret that stands in several places is called by a name, so that one sees that it is the same."""
        return one._replace(label=self.wording.labels.get(one.text, "")) if self._counts[one.text] > 1 else one

    @cached_property
    def _counts(self) -> Counter[str]:
        """How often each secret stands in its place."""
        found = self._each()
        return Counter(one.text for one in found if one.text and one.is_sure and not is_reference(one.text))

    def _each(self) -> Iterator[Masked]:
        """All that is secret, by offsets into its entry or document: what two readings share comes once."""
        told: set[Entry | Masked] = set()
        for reading, found in self._found.items():
            told = set() if reading in self._documents else told
            for entry, masked in found.in_entries:
                if entry not in told:
                    told.add(entry)
                    yield from masked
            yield from (one for one in found.outside if one not in told)
            told.update(found.outside)

    def _placed(self, document: Document) -> Iterator[Masked]:
        """All that is secret in a document, and in it as it was meant, by offsets into its text."""
        for reading in filter(None, (document, document.continued)):
            found = self._found[reading]
            for entry, masked in found.in_entries:
                start = reading.offset_of(entry)
                yield from (one.shifted(start) for one in masked)
            yield from found.outside

    @cached_property
    def _names(self) -> KnownNames:
        return KnownNames(self._readings)

    @cached_property
    def _readings(self) -> tuple[Reading, ...]:
        each = (document for one in self._documents for document in (one, one.continued) if document is not None)
        return tuple(map(Reading.of, each))

    @cached_property
    def _found(self) -> dict[Document, _Found]:
        return {reading.document: self._in_reading(reading) for reading in self._readings}

    def _in_reading(self, reading: Reading) -> _Found:
        inside = tuple(reading.masked(self._names))
        outside = dict.fromkeys(reading.masked_outside(self._names))  # a comment may stand in damaged text, too
        return _Found(inside, tuple(outside))

    def _labels(self, sure: Counter[str]) -> dict[str, str]:
        """What to call a secret where it is met again: by the key it is, or by a number where there are several."""
        labels: dict[str, str] = {}
        for position, texts in enumerate(self._keys(), 1):
            for text in texts:
                labels.setdefault(text, f"key {position}")
        number = 0
        for text, count in sure.items():
            if count > 1 and text not in labels:
                number += 1
                labels[text] = f"secret {number}"
        return labels

    def _keys(self) -> Iterable[set[str]]:
        """The texts that each API key may be known by, in the order of the merged config."""
        found: dict[str, set[str]] = {}
        for reading in self._readings:
            for section, around in reading.around.items():
                if section.name != "keys" or around.mode is not Mode.KEYS:
                    continue
                for entry in section.entries:
                    texts = found.setdefault(entry.name or "", {entry.name or ""})
                    secret = entry.value.get("key") if isinstance(entry.value, dict) else entry.value
                    texts.update({secret} if isinstance(secret, str) else ())
        return found.values()
