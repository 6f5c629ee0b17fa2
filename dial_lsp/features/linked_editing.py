"""Linked editing: whoever types over a name changes it together with all its places in the same file.

It is the editor that is asked to link; nothing is linked where the name is introduced nowhere or in another file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.names.occurrences import definitions, occurrence_at, uses

if TYPE_CHECKING:
    from dial_lsp.engine.analysis import Analysis
    from dial_lsp.text import Span


def linked_editing(analysis: Analysis, path: str, offset: int) -> tuple[Span, ...]:
    """The name at an offset and its uses in the file, quotes left out, in order; () where there is nothing to link.

    All spans hold the same text. A name that is introduced in several places stands for no single one of them.
    """
    analysis = analysis.seen_from(path, offset)
    name = occurrence_at(analysis.config, path, offset)
    if name is None or not name.name:
        return ()
    defining = definitions(analysis.config, name)
    if len(defining) != 1 or defining[0].document is not name.document:
        return ()
    text = name.document.source.text
    found = (*defining, name, *uses(analysis.config, analysis.references, name))
    spans = {one.span for one in found if one.document is name.document}
    same = [span for span in sorted(spans) if text[slice(*span)] == text[slice(*name.span)]]
    return tuple(same) if len(same) > 1 and name.span in same else ()
