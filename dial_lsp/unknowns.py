"""Findings that stand on what nobody knows yet: values that a chart or a script fills into a configuration in YAML.

A value that is a placeholder is neither right nor wrong. Where code makes members come and go, commas around it say
nothing, and names that are not there now may be there later.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from dial_lsp.references import DEFINED_BY, Kind
from dial_lsp.text import Location, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dial_lsp.model.config import Config
    from dial_lsp.model.place import Place
    from dial_lsp.references import References
    from dial_lsp.rule import Finding, Rule
    from dial_lsp.syntax import Document

_PLACEHOLDERS = re.compile(r"(?:%%[A-Za-z_][\w.-]*+%%|\{\{.*?\}\}|[\s./:@_-])++", re.DOTALL)
_ANY = re.compile(r"%%[A-Za-z_][\w.-]*+%%|\{\{.*?\}\}", re.DOTALL)
_LAST_STRING = re.compile(r'(?:\A|:\s*)"(?P<text>(?:[^"\\]|\\.)*+)"\Z', re.DOTALL)
_LONGEST = 2000  # code points of a member that may be one placeholder
_BLANKS = " \t\r\n,"

_ON_DEFINITIONS = {
    "unknown-limit-target": (Kind.LIMIT_TARGET,),
    "undefined-dependency": (Kind.DEPLOYMENT,),
    "undefined-interceptor": (Kind.INTERCEPTOR,),
    "undefined-translator": (Kind.TRANSLATOR,),
    "undeclared-role": (Kind.ROLE,),
    "undeclared-schema": (Kind.APPLICATION_SCHEMA, Kind.CATALOG_SCHEMA),
    "missing-default-role": (Kind.ROLE,),
}
"""Rules that miss a name, and what defines such names."""

_ON_USES = {
    "unused-role": Kind.ROLE,
    "unused-interceptor": Kind.INTERCEPTOR,
    "unused-translator": Kind.TRANSLATOR,
}
"""Rules that miss a use of a name."""

_SCHEMA_SECTIONS = {"applicationTypeSchemas": Kind.APPLICATION_SCHEMA, "catalogSchemas": Kind.CATALOG_SCHEMA}


class Unknowns:
    """What is unknown in one config. False if nothing is, as in files that are all JSON."""

    def __init__(self, config: Config, references: References) -> None:
        self._config = config
        self._references = references
        self._documents = {document.source: document for document in config.documents if document.source.host}

    def __bool__(self) -> bool:
        return bool(self._documents)

    def holds(self, rule: Rule, finding: Finding) -> bool:
        """Whether a finding is true whatever the unknown values are."""
        kinds = _ON_DEFINITIONS.get(rule.name, ())
        if any(kind in self._open_definitions for kind in kinds) or _ON_USES.get(rule.name) in self._open_uses:
            return False
        at = finding.at if isinstance(finding.at, Location) else self._config.locate(finding.at)
        document = self._documents.get(at.source)
        if document is None:
            return True
        if isinstance(finding.at, Location):
            return not _is_beside_code(document, at.span)
        if rule.name == "duplicate-member":
            places = [at.span, *(self._span(note.at, document) for note in finding.notes)]
            return not _is_code_between(document, Span(min(places).start, max(places).end))
        return not self._is_unknown(document, at.span, is_key=finding.at.where == "key")

    def _is_unknown(self, document: Document, span: Span, *, is_key: bool) -> bool:
        text = document.source.text[span.start : span.end]
        host = document.source.host
        if host is None or len(text) > _LONGEST:
            return False
        for unknown in host.unknown:
            if span.start <= unknown.start and unknown.end == span.end:
                return not set("{[") & set(text[: unknown.start - span.start])
        last = _LAST_STRING.search(text)
        if last is None:
            return False
        return bool(_ANY.search(last["text"]) and (is_key or _PLACEHOLDERS.fullmatch(last["text"])))

    def _span(self, at: Place | Location, document: Document) -> Span:
        location = at if isinstance(at, Location) else self._config.locate(at)
        return location.span if location.source is document.source else Span(0, len(document.source.text))

    @cached_property
    def _open_definitions(self) -> frozenset[Kind]:
        """The kinds of which more may be defined than is written."""
        return frozenset(kind for document in self._documents.values() for kind in _defined_by_code(document))

    @cached_property
    def _open_uses(self) -> frozenset[Kind]:
        """The kinds of which more may be used than is written."""
        hosts = [document.source.host for document in self._documents.values()]
        if any(host and (host.unknown or host.statements) for host in hosts):
            return frozenset(Kind)
        return frozenset(kind for kind, uses in self._references.uses.items() if any(map(_ANY.search, uses)))


def _defined_by_code(document: Document) -> Iterator[Kind]:
    host = document.source.host
    spans = [] if host is None else [*host.unknown, *host.statements]
    left = set(host.statements) if host else set()
    for section in document.sections:
        span = document.section_span(section, "value")
        inside = [one for one in spans if span.start <= one.start and one.end <= span.end]
        left -= set(inside)
        is_open = any(_depth(document, section.entries, one) for one in inside)
        if is_open or any(entry.name is not None and _ANY.search(entry.name) for entry in section.entries):
            yield from _kinds(section.name)
    if left:  # whole sections may come
        yield from Kind


def _depth(document: Document, entries: Sequence[object], span: Span) -> bool:
    """Whether code stands beside the entries of a section, or in the place of their names, and not in one of them."""
    entry = document.entry_at(span.start)
    if entry is None or entry not in entries or entry.name is None:
        return True
    start = document.offset_of(entry)
    return not (start < span.start and span.end <= start + len(entry.text))


def _kinds(section: str) -> Sequence[Kind]:
    if section in _SCHEMA_SECTIONS:
        return (_SCHEMA_SECTIONS[section],)
    return DEFINED_BY.get(section, ())


def _is_beside_code(document: Document, span: Span) -> bool:
    """Whether only blanks and commas stand between a place and code."""
    text = document.source.text
    start, end = span
    while start > 0 and text[start - 1] in _BLANKS:
        start -= 1
    while end < len(text) and text[end] in _BLANKS:
        end += 1
    return _is_code_between(document, Span(start, end))


def _is_code_between(document: Document, span: Span) -> bool:
    host = document.source.host
    spans = () if host is None else (*host.statements, *host.unknown)
    return any(one.start < span.end and span.start < one.end for one in spans)
