"""Inlay hints: what the text leaves unsaid.

How much a caller may do where no limit is written, what is open to everyone, and how many bits a weak key is worth.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dial_lsp.access import EVERYONE
from dial_lsp.access.limits import HELD, NO_LIMITS, entries_of, limit_asked
from dial_lsp.access.words import limits_in_words
from dial_lsp.model.access_control import Key, Role
from dial_lsp.model.entries import typed
from dial_lsp.model.key_strength import strength_of_key
from dial_lsp.model.strength import REQUIRED_BITS
from dial_lsp.schema.versions import SECRET_IN_KEY_FIELD
from dial_lsp.syntax.places import entries_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.access import Object, Subject
    from dial_lsp.access.column import Verdict
    from dial_lsp.engine.analysis import Analysis
    from dial_lsp.model.place import ConfigEntry, Place
    from dial_lsp.text import Span


@dataclass(frozen=True, slots=True)
class InlayHint:
    """A short text to show behind an offset, and a longer one for who points at it."""

    offset: int
    label: str
    tooltip: str


@dataclass(frozen=True, slots=True)
class _Note:
    at: Place
    label: str
    tooltip: str


def inlay_hints(analysis: Analysis, path: str, span: Span, *, lenses: bool = False) -> tuple[InlayHint, ...]:
    """The hints inside a span of a file, in the order of the text. Only the entries there are looked at.

    ``lenses`` says that code lenses are shown as well, whose words are not said again beside them.
    """
    document = analysis.document(path)
    if document is None:
        return ()
    found: list[InlayHint] = []
    for entry in _entries(analysis, path, span):
        for note in _notes(analysis, entry, lenses=lenses):
            location = analysis.locate(note.at)
            end = location.span.end
            if location.source.path == path and span.start <= end <= span.end:
                found.append(InlayHint(end, note.label, analysis.secrecy.wording.names(note.tooltip)))
    return tuple(sorted(found, key=lambda hint: hint.offset))


def _entries(analysis: Analysis, path: str, span: Span) -> Iterator[ConfigEntry]:
    """The entries of the merged config that a span of a file writes."""
    document = analysis.document(path)
    if document is None:
        return
    for section, entry in entries_in(document, span):
        merged = analysis.config.sections.get(section.name)
        found = merged.every.get(entry.name) if merged else None
        if found is not None and found.name is not None and any(part.entry is entry for part in found.parts):
            yield found


def _notes(analysis: Analysis, entry: ConfigEntry, *, lenses: bool) -> Iterator[_Note]:
    value = typed(entry)
    if isinstance(value, Key):
        yield from _of_key(analysis, value)
    elif isinstance(value, Role):
        yield from _of_role(value)
    else:
        for found in analysis.access.objects_in(entry):
            yield from _of_object(analysis, found, lenses=lenses)


def _of_key(analysis: Analysis, key: Key) -> Iterator[_Note]:
    explicit = analysis.version >= SECRET_IN_KEY_FIELD
    strength = strength_of_key(key, explicit=explicit)
    if strength is not None and strength.bits < REQUIRED_BITS:
        why = f" ({', '.join(strength.patterns)})" if strength.patterns else ""
        tooltip = f"The secret is worth about {strength.bits} bits{why}. DIAL asks for {REQUIRED_BITS}."
        yield _Note(key.secret_at(explicit=explicit), f"{strength.bits} bits", tooltip)


def _of_role(role: Role) -> Iterator[_Note]:
    for name, entry in entries_of(role).items():
        if entry.values == NO_LIMITS.values:
            tooltip = f'An entry without values lifts all limits of "{name}" for callers with role "{role.name}".'
            yield _Note(entry.at, "no limit", tooltip)


def _of_object(analysis: Analysis, found: Object, *, lenses: bool) -> Iterator[_Note]:
    is_limited = limit_asked(found, analysis.version) in HELD
    access = analysis.access
    if found.shadowed_by is not None or found.is_dropped:
        return
    if found.allowed is None and found.guard.entry is found.entry:
        words = [] if lenses else ["open to everyone"]
        words += [_limits(access.verdict(EVERYONE, found))] if is_limited else []
        if words:
            yield _Note(found.at, ", ".join(words), _why(analysis, EVERYONE, found))
    if not is_limited:
        return
    said = access.limit_index.of(found.name)
    for role, element in found.guard.user_roles.texts():
        if role is not None and role not in said:
            caller = access.caller(role)
            yield _Note(element.at, _limits(access.verdict(caller, found)), _why(analysis, caller, found))


def _why(analysis: Analysis, subject: Subject, found: Object) -> str:
    """The reasons as sentences, one a line."""
    said = (step.message for step in analysis.access.because(subject, found))
    return "\n".join(f"{message[:1].upper()}{message[1:]}." for message in said)


def _limits(verdict: Verdict) -> str:
    return limits_in_words(verdict.limits, verdict.asked)
