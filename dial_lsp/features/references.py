"""Find references: every place of the project that mentions what a name names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.names.occurrences import definitions, occurrence_at, uses

if TYPE_CHECKING:
    from dial_lsp.engine.analysis import Analysis
    from dial_lsp.text import Location


def references(analysis: Analysis, path: str, offset: int, *, declaration: bool) -> tuple[Location, ...] | None:
    """The mentions of the name at an offset, with ``declaration`` behind the places that define it.

    None where no known name stands.
    """
    analysis = analysis.seen_from(path, offset)
    name = occurrence_at(analysis.config, path, offset)
    if name is None:
        return None
    defining = definitions(analysis.config, name) if declaration else ()
    return tuple(found.location for found in (*defining, *uses(analysis.config, analysis.references, name)))
