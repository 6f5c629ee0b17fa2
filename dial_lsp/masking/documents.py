"""Secrets in one document: in its entries, in what stands between them, and in text that is damaged."""

from __future__ import annotations

from bisect import bisect_right
from functools import partial
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from dial_lsp.masking import standing
from dial_lsp.masking.comments import masked_in_comment
from dial_lsp.masking.damage import masked_words
from dial_lsp.masking.entries import HARMLESS, is_damaged, masked_in_entry, of_plain_name
from dial_lsp.masking.masks import Masked
from dial_lsp.masking.random_text import looks_random
from dial_lsp.masking.standing import FREE, KEY, KEYS, SECRETS, Mode, Standing, looks_like_key
from dial_lsp.project.other_formats import format_of
from dial_lsp.schema.fields import entry_type, field_of, sections, type_at
from dial_lsp.syntax.tree import MISSING
from dial_lsp.text import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Hashable, Iterable, Iterator

    from dial_lsp.syntax import Document, Entry, Section

T = TypeVar("T")
_FEW = 8  # problems, whose entries are looked for one by one
_OF_BROKEN_ENDS = HARMLESS | {"unclosed-bracket"}
NAMING = ("models", "applications", "toolsets", "interceptors", "routes", "roles", "translators")
"""The sections whose entries are roles, deployments and what else has a name to be seen."""


class _Either:
    """What one of two holds."""

    def __init__(self, one: Container[str], other: Container[str]) -> None:
        self._one, self._other = one, other

    def __contains__(self, word: object) -> bool:
        return word in self._one or word in self._other


class Reading(NamedTuple):
    """How the parts of a document are to be read, which takes more than one entry to know."""

    document: Document
    is_broken: bool  # brackets or whole members are damaged outside of entries: anything may be anywhere
    around: dict[Section, Standing]

    @classmethod
    def of(cls, document: Document) -> Reading:
        """Look at a document as a whole."""
        is_inside = _is_inside_of_keys(document)
        around = {section: _around(section, is_inside=is_inside) for section in document.sections}
        if format_of(document) is not None:
            # Nobody here knows what of it is a secret; names are only if they stand among keys.
            around = {name: at if at.mode in (Mode.KEYS, Mode.KEY) else SECRETS for name, at in around.items()}
        return cls(document, _is_broken(document), around)

    def masked(self, known: Container[str]) -> Iterator[tuple[Entry, tuple[Masked, ...]]]:
        """The entries that have secrets, with these; ``known`` are words that are names where text is damaged."""
        for section, around in self.around.items():
            if self.is_broken or any(map(is_damaged, section.entries)):
                pairs = ((entry, self._masked_in(entry, around, known)) for entry in section.entries)
                yield from (pair for pair in pairs if pair[1])
            else:
                yield from _kept(section, ("masked", around), partial(_masked_in_sound, section, around))

    def _masked_in(self, entry: Entry, around: Standing, known: Container[str]) -> tuple[Masked, ...]:
        if is_damaged(entry) or (self.is_broken and not _is_plain(entry, around)):
            return tuple(masked_words(entry.text, known))
        return masked_in_entry(entry, around)

    def names(self) -> Iterator[str]:
        """The names of roles, deployments and their like, as far as it is sure that they are that."""
        for section, around in self.around.items():
            if section.name in NAMING and self.is_broken:
                yield from _names_in((entry for entry in section.entries if _is_plain(entry, around)), around)
            elif section.name in NAMING:
                yield from _kept(section, ("names", around), partial(_names_in, section.entries, around))

    def roles(self) -> Iterator[str]:
        """The roles that undamaged entries mention, as often as they do."""
        for section in self.around if not self.is_broken else ():
            yield from _kept(section, "roles", partial(_roles_of, section))

    def masked_outside(self, known: Container[str]) -> Iterator[Masked]:
        """What is secret outside of entries: names of sections, comments, and damaged text; ``known`` are names."""
        document, text = self.document, self.document.source.text
        keys = list(self._section_names())
        yield from (Masked(span.start, span.end, name) for span, name, is_secret in keys if is_secret)
        yield from self._in_comments()
        if not self.is_broken and (document.trailing is None or document.continued is not None):
            return
        shown = {name for _, name, is_secret in keys if not is_secret and not self.is_broken}
        words = _Either(known, shown)
        for gap in self._gaps():
            for one in masked_words(text[gap.start : gap.end], words):
                yield one.shifted(gap.start)

    def _section_names(self) -> Iterator[tuple[Span, str, bool]]:
        for section in self.document.sections:
            span = self.document.section_span(section, "key")
            around = self.around[section]
            is_known = section.name in sections()
            is_secret = not is_known and (around is KEY or of_plain_name(FREE, section.name)[0].whole)
            yield Span(span.start + 1, span.end - 1), section.name, is_secret

    def comments(self) -> Iterator[tuple[str, bool]]:
        """The text of each comment, and whether it stands among API keys."""
        if not self.document.comments:
            return
        text = self.document.source.text
        of_keys = [section for section, around in self.around.items() if around.mode in (Mode.KEYS, Mode.KEY)]
        spans = sorted(self.document.section_span(section, "member") for section in of_keys)  # which keep apart
        for start, end in self.document.comments:
            nearest = bisect_right(spans, start, key=itemgetter(0)) - 1
            yield text[start:end], nearest >= 0 and start < spans[nearest].end

    def _in_comments(self) -> Iterator[Masked]:
        for span, (comment, in_keys) in zip(self.document.comments, self.comments(), strict=True):
            for one in masked_in_comment(comment, in_keys=in_keys):
                yield one.shifted(span.start)

    def _gaps(self) -> Iterator[Span]:
        at = 0
        for section in self.document.sections:
            for entry in section.entries:
                start = self.document.offset_of(entry)
                if start > at:
                    yield Span(at, start)
                at = max(at, start + len(entry.text))
        end = self.document.end if self.document.continued is not None else None
        yield Span(at, max(at, len(self.document.source.text) if end is None else end))


def _around(section: Section, *, is_inside: bool) -> Standing:
    """Where a section's value stands; an unknown one that looks like an API key is one."""
    if section.name in sections():
        return standing.of_section(section.name)
    if is_inside and section.kind in ("object", "string"):
        return KEY
    marks = {entry.name: entry.value for entry in section.entries if entry.name}
    return KEY if looks_like_key(marks) else standing.of_section(section.name)


def _is_inside_of_keys(document: Document) -> bool:
    """Whether a file holds what belongs between the braces of ``keys``: no section of Core, but API keys."""
    names = [section.name for section in document.sections if not section.name.startswith("$")]
    if not names or any(name in sections() for name in names):
        return False
    return any(
        looks_like_key({entry.name: entry.value for entry in section.entries if entry.name})
        for section in document.sections
        if section.kind == "object"
    )


def _is_broken(document: Document) -> bool:
    """Whether there is damage between entries, other than that something is not closed at the end."""
    spans = [problem.span for problem in document.problems if problem.code not in _OF_BROKEN_ENDS]
    if not spans:
        return False
    if document.root_kind not in ("object", "empty"):
        return True
    if len(spans) <= _FEW:
        around = ((span, document.entry_at(span.start)) for span in spans)
        return any(entry is None or span.end > document.offset_of(entry) + len(entry.text) for span, entry in around)
    starts = (
        (document.offset_of(entry), len(entry.text)) for section in document.sections for entry in section.entries
    )
    within = sorted(starts)  # which keep apart
    nearest = (bisect_right(within, span.start, key=itemgetter(0)) - 1 for span in spans)
    return any(at < 0 or span.end > sum(within[at]) for at, span in zip(nearest, spans, strict=True))


def _kept(section: Section, key: Hashable, find: Callable[[], T]) -> T:
    """What is found of the entries of a section, kept with it."""
    if key not in section.memo:
        section.memo[key] = find()
    found: T = section.memo[key]
    return found


def _masked_in_sound(section: Section, around: Standing) -> list[tuple[Entry, tuple[Masked, ...]]]:
    pairs = ((entry, masked_in_entry(entry, around)) for entry in section.entries)
    return [pair for pair in pairs if pair[1]]


def _names_in(entries: Iterable[Entry], around: Standing) -> list[str]:
    is_in_keys = around.mode is Mode.KEYS
    return [entry.name for entry in entries if entry.name and (is_in_keys or not looks_like_key(entry.value))]


def _roles_of(section: Section) -> list[str]:
    return [role for entry in section.entries for role in roles_of(entry)]


def roles_of(entry: Entry) -> Iterator[str]:
    """The roles that an undamaged entry mentions."""
    value = entry.value
    if isinstance(value, dict) and not is_damaged(entry):
        for name in ("userRoles", "user_roles", "roles", "role"):
            found = value.get(name)
            yield from (role for role in (found if isinstance(found, list) else [found]) if isinstance(role, str))


def _is_plain(entry: Entry, around: Standing) -> bool:
    """Whether an entry is what the entries of its section are: among broken brackets it may be of another."""
    if around in (KEYS, KEY) or around.mode is not Mode.KNOWN or entry.value is MISSING:
        return around in (KEYS, KEY) and isinstance(entry.value, dict) and looks_like_key(entry.value)
    kind = type_at(around.section, ()) if entry_type(around.section) else None
    if kind is None or not isinstance(entry.value, dict):
        return False
    if not entry.value:
        return not looks_random(entry.name or "")
    return any(name in kind.spellings and field_of("Key", name) is None for name in entry.value)
