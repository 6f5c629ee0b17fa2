"""What a completion offers: plain values that any editor can show and accept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from dial_lsp.features.completion import holes

if TYPE_CHECKING:
    from dial_lsp.text import Edit, Span

ItemKind = Literal["section", "field", "name", "value", "constant", "entry", "rule", "setting"]
Topic = tuple[str, ...]
"""What an item is about, in words ``documentation`` understands: ("field", "Model", "endpoint"), ("role", "admin")."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to accept. ``text`` takes the place of ``span``, ``edits`` are made besides.

    ``filter`` is what the text typed so far is compared with. ``indent`` is what the lines of ``text`` behind the first
    are indented by, for editors that indent them themselves. After accepting an item that ``asks`` there is more to
    complete in its first hole.
    """

    label: str
    kind: ItemKind
    text: str
    span: Span
    filter: str
    detail: str = ""
    edits: tuple[Edit, ...] = ()
    topic: Topic = ()
    indent: str = ""
    deprecated: bool = False
    asks: bool = False

    @property
    def plain(self) -> str:
        """The text to insert, with something sensible in its holes."""
        return holes.plain(self.text)

    @property
    def snippet(self) -> str | None:
        """The text in snippet syntax; None for a text without holes."""
        return holes.snippet(self.text) if holes.has_holes(self.text) else None


@dataclass(frozen=True, slots=True)
class Completions:
    """Items in the order in which they should be shown.

    Where the next letter typed brings up others, the list is ``incomplete``.
    """

    items: tuple[Item, ...] = ()
    incomplete: bool = False
