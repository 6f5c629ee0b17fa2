"""Offsets, spans, lines and edits, sources and what they are parts of; knows no JSON.

A position is an index into the text in code points. Lines end with CR LF, CR or LF and with nothing else:
``str.splitlines`` would also break at U+2028, which is legal inside a JSON string.
"""

from dial_lsp.text.hosts import Form, Host, room_behind
from dial_lsp.text.places import Edit, Lines, Position, Span, apply_edits, difference
from dial_lsp.text.sources import Location, Source
from dial_lsp.text.stretches import Stretches

__all__ = [
    "Edit",
    "Form",
    "Host",
    "Lines",
    "Location",
    "Position",
    "Source",
    "Span",
    "Stretches",
    "apply_edits",
    "difference",
    "room_behind",
]
