"""Text to document: the only room that knows how the configuration file is written down.

``parse`` reads any text and never raises; ``update`` reads on after an edit and keeps what the edit did not touch.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.syntax.entries import Document, Entry, Part, Section
from dial_lsp.syntax.reading import split
from dial_lsp.syntax.tree import MISSING, DuplicateMembers, JSONValue, Member, Node, Pointer, Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dial_lsp.text import Edit, Source

__all__ = [
    "MISSING",
    "Document",
    "DuplicateMembers",
    "Entry",
    "JSONValue",
    "Member",
    "Node",
    "Part",
    "Pointer",
    "Problem",
    "Section",
    "parse",
    "update",
]


def parse(source: Source, known: Sequence[Entry] = ()) -> Document:
    """The document a text stands for. Every text is one: what is wrong with it is in ``problems``.

    Known entries, such as those of another version, are used again with all that is known of them where their text is.
    """
    return Document(source, split(source.text, known))


def update(document: Document, edits: Sequence[Edit], source: Source | None = None) -> Document:
    """The document of the edited text; entries the edits do not touch are the same objects as before.

    The spans of all edits speak of the text of ``document``. ``source`` is what they make of its source, if that is
    known already. Raises ValueError when two of them overlap.
    """
    from dial_lsp.syntax.incremental import updated

    return updated(document, edits, source)
