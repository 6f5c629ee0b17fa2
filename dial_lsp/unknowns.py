"""Findings that stand on what nobody knows yet: values that a chart or a script fills into a configuration in YAML.

A value that is a placeholder is neither right nor wrong. Where code makes members come and go, commas around it say
nothing, and names that are not there now may be there later.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from dial_lsp.references import DEFINED_BY, Kind
from dial_lsp.syntax.tree import pointer_at
from dial_lsp.text import Location, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from dial_lsp.model.config import Config
    from dial_lsp.model.place import Place
    from dial_lsp.references import References
    from dial_lsp.rule import Finding, Rule
    from dial_lsp.syntax import Document

_PLACEHOLDERS = re.compile(r"(?:%%[A-Za-z_][\w.-]*+%%|\{\{.*?\}\}|[\s./:@_-])++", re.DOTALL)
_ANY = re.compile(r"%%[A-Za-z_][\w.-]*+%%|\{\{.*?\}\}", re.DOTALL)
_STRING = re.compile(r'"(?:[^"\\\r\n]|\\.)*+"')
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

_ON_ABSENCE = frozenset(
    {
        "attachments-without-types", "display-name-missing", "empty-limit", "empty-pricing", "missing-default-locale",
        "missing-price-unit", "missing-project", "missing-properties", "missing-required", "missing-role",
        "missing-type", "partial-limit", "public-deployment", "public-route", "public-toolset", "route-without-target",
        "unrestricted-tools", "unserved-deployment", "unserved-interface", "upstream-without-endpoint",
        "upstream-without-id",
    }
)  # fmt: skip
"""Rules that miss something within an entry."""

_ROLES, _LIMITS = frozenset({"userRoles", "user_roles", "roles", "role"}), frozenset({"limits", "costLimit"})
_ON_FIELDS = {
    "limit-below-default": _LIMITS,
    "limit-missing-for-role": _ROLES | _LIMITS,
    "limit-raised-by-union": _ROLES | _LIMITS,
    "missing-default-role": _ROLES | _LIMITS,
    "replaced-endpoint-path": frozenset({"paths"}),
    "uncounted-token-limit": _LIMITS,
    "unpriced-model": frozenset({"pricing"}),
    "unused-limit": _ROLES,
    "widened-route-roles": _ROLES,
}
"""Rules that put together what stands in several places, and the fields they read there."""

_SCHEMA_SECTIONS = {"applicationTypeSchemas": Kind.APPLICATION_SCHEMA, "catalogSchemas": Kind.CATALOG_SCHEMA}


class Unknowns:
    """What is unknown in one config. False if nothing is, as in files that are all JSON."""

    def __init__(self, config: Config, references: Callable[[], References]) -> None:
        """``references`` are asked for only where something is unknown."""
        self._config = config
        self._references = references
        self._documents = {document.source: document for document in config.documents if document.source.host}

    def __bool__(self) -> bool:
        return bool(self._documents)

    def holds(self, rule: Rule, finding: Finding) -> bool:
        """Whether a finding is true whatever the unknown values are."""
        if self._is_moot(rule.name):
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
        if rule.name in _ON_ABSENCE and _has_code(document, at.span):
            return False
        return not self._is_unknown(document, at.span, is_key=finding.at.where == "key")

    def _is_moot(self, rule: str) -> bool:
        """Whether a rule puts together what stands in several places, some of which are unknown."""
        if any(kind in self._open_definitions for kind in _ON_DEFINITIONS.get(rule, ())):
            return True
        fields = _ON_FIELDS.get(rule, frozenset())
        if fields and (self._has_code or not fields.isdisjoint(self._unknown_fields)):
            return True
        return _ON_USES.get(rule) in self._open_uses

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
    def _has_code(self) -> bool:
        hosts = (document.source.host for document in self._documents.values())
        return any(host is not None and host.statements for host in hosts)

    @cached_property
    def _unknown_fields(self) -> frozenset[str]:
        """The names on the way to all values nobody knows."""
        names: set[str] = set()
        for document in self._documents.values():
            for span in (*(document.source.host.unknown if document.source.host else ()), *_placeholders(document)):
                names |= _names_at(document, span.start + 1)
        return frozenset(names)

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
        return frozenset(kind for kind, uses in self._references().uses.items() if any(map(_ANY.search, uses)))


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


def _has_code(document: Document, span: Span) -> bool:
    """Whether there is code in the entry around a place."""
    entry = document.entry_at(span.start)
    if entry is None:
        return False
    start = document.offset_of(entry)
    return _is_code_between(document, Span(start, start + len(entry.text)))


def _placeholders(document: Document) -> Iterator[Span]:
    """The strings that are placeholders and nothing else."""
    for found in _STRING.finditer(document.source.text):
        if _ANY.search(found[0]) and _PLACEHOLDERS.fullmatch(found[0][1:-1]):
            yield Span(*found.span())


def _names_at(document: Document, offset: int) -> set[str]:
    entry = document.entry_at(offset)
    if entry is None:
        return {section.name for section in document.sections}
    pointer = pointer_at(entry.tree, offset - document.offset_of(entry))
    return {document.section_of(entry).name, *(step for step in pointer or () if isinstance(step, str))}


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
