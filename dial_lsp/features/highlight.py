"""Document highlight: the other places of the same file that write the name under the cursor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from dial_lsp.names.occurrences import definitions, occurrence_at, uses

if TYPE_CHECKING:
    from dial_lsp.engine.analysis import Analysis
    from dial_lsp.text import Span


@dataclass(frozen=True, slots=True)
class Highlight:
    """A name to mark: "write" where it is defined, "read" where it is used."""

    span: Span
    kind: Literal["write", "read"]


def highlight(analysis: Analysis, path: str, offset: int) -> tuple[Highlight, ...] | None:
    """The places of the file, in the order of its text; None where no known name stands."""
    analysis = analysis.seen_from(path, offset)
    name = occurrence_at(analysis.config, path, offset)
    if name is None:
        return None
    found = (*definitions(analysis.config, name), *uses(analysis.config, analysis.references, name))
    here = sorted((one for one in found if one.document.source.path == path), key=lambda one: one.token)
    return tuple(Highlight(one.span, "write" if one.is_definition else "read") for one in here)
