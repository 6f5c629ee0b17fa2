"""The next document after an edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.syntax.entries import Document
from dial_lsp.syntax.reading import split
from dial_lsp.syntax.slices import Pool
from dial_lsp.text import Source, apply_edits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dial_lsp.text import Edit


def update(document: Document, edits: Sequence[Edit]) -> Document:
    """The document of the edited text; entries the edits do not touch are the same objects as before."""
    source = Source(document.source.path, apply_edits(document.source.text, edits))
    pool = Pool([entry for section in document.sections for entry in section.entries])
    return Document(source, split(source.text, pool))
