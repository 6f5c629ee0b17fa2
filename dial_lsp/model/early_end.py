"""A root that is closed too early: what Core loses of a file by one bracket, and how to put it right."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from dial_lsp.model.config import REMOVED_SECTIONS, SECTIONS
from dial_lsp.model.entry_words import KIND_WORDS
from dial_lsp.schema.shape import meant_section
from dial_lsp.syntax import parse
from dial_lsp.text import Edit, Source, Span, apply_edits

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dial_lsp.syntax import Document, Section

_KNOWN = frozenset((*SECTIONS, *REMOVED_SECTIONS))


class Lost(NamedTuple):
    """What Core does not read of a section: ``missing`` of ``written`` entries, ``behind`` of them behind the bracket.

    What stands under a misspelt name counts for the section that was meant.

    A section without entries, or with none, is lost as a whole: all three are 0.
    """

    section: str
    missing: int
    written: int
    behind: int


class EarlyEnd(NamedTuple):
    """A bracket that ends the root, or a section, before its last members."""

    bracket: Span
    surplus: Span | None  # another bracket, before it, which the lines say is the one too many
    ends_root: bool
    lost: tuple[Lost, ...]


def early_end(document: Document) -> EarlyEnd | None:
    """The bracket by which Core loses sections or entries; None where it does not lose any."""
    continued, end = document.continued, document.end
    if continued is None or end is None:
        return None
    strays = (problem.span for problem in continued.problems if problem.code == "stray-bracket")
    surplus = next((stray for stray in strays if stray.end < end), None)
    written = {section: key for section, key in continued.section_keys() if _is_written(section, continued, key)}
    ends_root = any(key.start >= end for key in written.values())
    at = Span(end - 1, end) if ends_root or surplus is None else surplus
    lost = tuple(_lost(document, continued, written, at.start, (surplus or at).start))
    if not any(each.behind or not each.missing for each in lost):
        return None
    return EarlyEnd(at, surplus if at != surplus else None, ends_root, lost)


def _lost(
    document: Document, continued: Document, written: Iterable[Section], bracket: int, since: int
) -> Iterator[Lost]:
    """What is in the sections of Core as they were meant and not as it reads them, from an offset on."""
    starts: dict[str, list[int]] = {}
    for section in written:
        entries = section.entries if section.kind == "object" else ()
        starts.setdefault(_meant(section), []).extend(map(continued.offset_of, entries))
    sections = {section.name for section in document.sections}
    read = {(_meant(section), document.offset_of(entry)) for section in document.sections for entry in section.entries}
    for name, found in starts.items():
        missing = [start for start in found if (name, start) not in read and start > since]
        if missing or name not in sections:
            yield Lost(name, len(missing), len(found), sum(start > bracket for start in missing))


def _is_written(section: Section, document: Document, key: Span) -> bool:
    """Whether this is a section of Core, written as one and not a word of a sentence."""
    return bool(_meant(section)) and document.source.text[key.start : key.end].endswith('"')


def _meant(section: Section) -> str:
    """The section of Core that this is, or that an object with entries under a misspelt name was meant as; else ""."""
    if section.name in _KNOWN:
        return section.name
    return meant_section(section.name) if section.kind == "object" and section.entries else ""


def message_of(found: EarlyEnd, line: int) -> str:
    """What Core loses, and by which bracket; it stands in this line."""
    does = "closes the file" if found.ends_root else "is one too many"
    behind = [_counted(each) for each in found.lost if each.behind or not each.missing]
    verb = "stand" if len(behind) > 1 or any(each.behind > 1 for each in found.lost) else "stands"
    read = _listed(_read(each) for each in found.lost)
    return f"Core reads {read}: the brace in line {line} {does}, and {_listed(behind)} {verb} behind it"


def closed_at_end(document: Document) -> tuple[Edit, ...]:
    """The edits that close the root behind its last members; () where none follow, or no edit is sure to do so."""
    continued = document.continued
    if continued is None or _shape(continued) == _shape(document):
        return ()
    from dial_lsp.syntax.continuation import seam_edits

    repairs = chain.from_iterable(problem.edits for problem in continued.problems)
    meant = _shape(continued)
    for edits in (*seam_edits(document), tuple(repairs)):
        made = _edited(document, edits)
        if made is not None and _is_whole(made) and _shape(made) == meant:
            return edits
    return ()


def _edited(document: Document, edits: tuple[Edit, ...]) -> Document | None:
    """The document after edits; None where there are none, or two stand in each other's way."""
    try:
        return parse(Source("", apply_edits(document.source.text, edits))) if edits else None
    except ValueError:
        return None


def _is_whole(document: Document) -> bool:
    return document.end is not None and document.trailing is None


def _shape(document: Document) -> list[tuple[str, str, int]]:
    return [(section.name, section.kind, len(section.entries)) for section in document.sections]


def _read(lost: Lost) -> str:
    return (
        f"no {_words(lost.section, 0)}"
        if lost.missing == lost.written
        else f"only {lost.written - lost.missing} of {lost.written} {_words(lost.section, 0)}"
    )


def _counted(lost: Lost) -> str:
    return f"{lost.behind} {_words(lost.section, lost.behind)}" if lost.behind else f'"{lost.section}"'


def _words(section: str, count: int) -> str:
    """The entries of a section in words."""
    return KIND_WORDS.get(section, section) if count == 1 else section


def _listed(words: Iterable[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last
