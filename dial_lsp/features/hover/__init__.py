"""Hover: all that is known about what stands under the pointer.

First what is wrong there and the page of the rule, then what a name stands for, what the field means, and in a project
of several files which value counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dial_lsp.features.hover.comments import rule_at
from dial_lsp.features.hover.effective import effective_topic, section_topic
from dial_lsp.features.hover.entries import entry_topics, name_topics
from dial_lsp.features.hover.fields import field_topic
from dial_lsp.features.hover.markup import Paragraph, Topic, as_markdown, as_plain, masked
from dial_lsp.features.hover.reasons import reason_topic
from dial_lsp.features.hover.rule_pages import rule_topics
from dial_lsp.features.linking import NONE
from dial_lsp.features.template_code import holds_code
from dial_lsp.names.occurrences import key_span, occurrence_at, reading_of
from dial_lsp.syntax.tree import ArrayNode, Member, ObjectNode, node_at, pointer_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.engine.analysis import Analysis
    from dial_lsp.features.linking import Links
    from dial_lsp.syntax import Document, Entry
    from dial_lsp.text import Span


@dataclass(frozen=True, slots=True)
class Hover:
    """What is told, and the text it is about."""

    span: Span
    topics: tuple[Topic, ...]

    @property
    def markdown(self) -> str:
        """All of it as Markdown."""
        return as_markdown(self.topics)

    @property
    def plain(self) -> str:
        """All of it as plain text."""
        return as_plain(self.topics)


def hover(analysis: Analysis, path: str, offset: int, links: Links = NONE) -> Hover | None:
    """What is known at an offset; None where nothing is.

    Once diagnostics are known it begins with the pages of their rules, and what they say themselves is not said again.
    """
    seen = analysis.seen_from(path, offset)
    document = seen.document(path)
    if document is None:
        return None
    if rule := rule_at(document, offset):
        return Hover(rule[0], (rule[1],))
    wrong = [
        one
        for one in analysis.known_diagnostics
        if one.in_text.source.path == path and one.in_text.span.start <= offset <= one.in_text.span.end
    ]
    wrong.sort(key=lambda one: one.severity)
    told = frozenset(one.rule.partition("/")[0] for one in wrong)
    found = _at_name_of_section(seen, document, offset) or _in_entry(seen, document, offset, links, told)
    found = _masked(seen, found)
    if not wrong:
        return found
    span = found.span if found else wrong[0].in_text.span
    return Hover(span, (*rule_topics(wrong), *(found.topics if found else ())))


def _masked(analysis: Analysis, found: Hover | None) -> Hover | None:
    """The same without secrets."""
    return Hover(found.span, masked(found.topics, analysis.secrecy.wording)) if found else None


def _at_name_of_section(analysis: Analysis, document: Document, offset: int) -> Hover | None:
    for section in document.sections:
        key = document.section_span(section, "key")
        if key.start <= offset <= key.end:
            topics = tuple(_of_section(analysis, section.name))
            return Hover(key, topics) if topics else None
    return None


def _of_section(analysis: Analysis, name: str) -> Iterator[Topic]:
    if field := field_topic(name, (), analysis.version):
        yield field
    section = analysis.config.sections.get(name)
    if section is None:
        return
    where = effective_topic(analysis, section.whole, ()) if section.whole else section_topic(analysis, section)
    if where:
        yield where


def _in_entry(analysis: Analysis, document: Document, offset: int, links: Links, told: frozenset[str]) -> Hover | None:
    entry = document.entry_at(offset)
    if entry is None:
        return None
    token = _token(document, entry, offset)
    if token is None:
        return None
    if holds_code(document, token):
        topics = tuple(_of_code(analysis, document, entry, offset))
    else:
        topics = tuple(_topics(analysis, document, entry, offset, links, told=told))
    return Hover(token, topics) if topics else None


def _token(document: Document, entry: Entry, offset: int) -> Span | None:
    """The name or scalar at an offset; None between them."""
    start = document.offset_of(entry)
    path = node_at(entry.tree, offset - start)
    if not path or isinstance(path[-1], Member | ObjectNode | ArrayNode):
        return None
    is_name = entry.name is not None and len(path) == 2  # noqa: PLR2004 -- the entry and its own name
    return (
        key_span(document, entry)
        if is_name and offset <= key_span(document, entry).end
        else path[-1].span.shifted(start)
    )


def _of_code(analysis: Analysis, document: Document, entry: Entry, offset: int) -> Iterator[Topic]:
    """What is known of a placeholder: the field that gets its value."""
    yield Topic((Paragraph(("A placeholder: its value is not known before it is filled in.",)),))
    reading = reading_of(analysis.config, analysis.documents.index(document), document, entry)
    pointer = pointer_at(entry.tree, offset - document.offset_of(entry))
    if pointer and (field := field_topic(reading.section, pointer, analysis.version)):
        yield field


def _topics(  # noqa: PLR0913 -- where, and what is said already
    analysis: Analysis, document: Document, entry: Entry, offset: int, links: Links, *, told: frozenset[str]
) -> Iterator[Topic]:
    file = analysis.documents.index(document)
    reading = reading_of(analysis.config, file, document, entry)
    merged = analysis.config.current(reading)
    pointer = pointer_at(entry.tree, offset - document.offset_of(entry))
    name = occurrence_at(analysis.config, document.source.path, offset)
    if name is not None and not analysis.secrecy.wording.is_secret(name.name):
        yield from name_topics(analysis, name, told)
        yield from reason_topic(analysis, merged, pointer, name, links)
    elif name is None and not pointer and entry.name is not None:
        yield from entry_topics(analysis, merged, told)
    if pointer and (field := field_topic(reading.section, pointer, analysis.version)):
        yield field
    if len(merged.parts) + len(merged.replaced) > 1 and (where := effective_topic(analysis, merged, pointer)):
        yield where
