"""Go to definition and declaration: from a name to every file's part of what it names.

In a policy file both are the same: what declares a role is the entry that says what the role means. Nothing declares a
project, so it leads to its keys.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dial_lsp.names.occurrences import definitions, occurrence_at, uses
from dial_lsp.names.references import Kind
from dial_lsp.text import Location, Span

if TYPE_CHECKING:
    from dial_lsp.engine.analysis import Analysis
    from dial_lsp.names.occurrences import Occurrence


@dataclass(frozen=True, slots=True)
class Target:
    """A definition: all of it, and the name in it, which is what an editor marks."""

    whole: Location
    name: Span


@dataclass(frozen=True, slots=True)
class Targets:
    """What the name at ``origin`` leads to, the file that is merged first leading."""

    origin: Span
    found: tuple[Target, ...]


def definition(analysis: Analysis, path: str, offset: int) -> Targets | None:
    """What the name at an offset leads to; a definition leads to itself. None where no known name stands."""
    analysis = analysis.seen_from(path, offset)
    name = occurrence_at(analysis.config, path, offset)
    if name is None:
        return None
    if Kind.PROJECT in name.kinds:
        found = uses(analysis.config, analysis.references, name)
    else:
        found = definitions(analysis.config, name)
    return Targets(name.span, tuple(map(_target, found))) if found else None


def _target(found: Occurrence) -> Target:
    document, entry = found.document, found.entry.parts[0].entry
    if found.entry.name is None:  # a schema, told by its $id
        return Target(found.location, found.span)
    start = document.offset_of(entry)
    return Target(Location(document.source, Span(start, start + len(entry.text))), found.span)
