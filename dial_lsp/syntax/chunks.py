"""The pieces a document is made of, in order and without gaps.

A chunk reaches from something that matters (a name, a bracket) up to the next thing that matters, so the comma, blanks
and comments behind it belong to it. All its offsets count from its own start. ``before`` is all a splitter has to know
to read on from there: equal text after equal state gives equal chunks, which is what incremental reading rests on.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from dial_lsp.syntax.comments import blank

if TYPE_CHECKING:
    from dial_lsp.syntax.tree import JSONValue, Member, Problem
    from dial_lsp.text import Span


@dataclass(eq=False)
class Entry:
    """One named member of a section, or (``name`` None) a whole section whose value is not an object.

    ``text`` reaches from the opening quote of the name to the end of the value. ``value`` is MISSING where none was
    written. ``problems`` are those inside, with offsets into ``text``. Entries are compared by identity.
    """

    __slots__ = ("__dict__", "name", "problems", "text", "value")

    name: str | None
    value: Any
    text: str
    problems: tuple[Problem, ...]

    @cached_property
    def tree(self) -> Member:
        """The tree, through the grammar, when somebody needs a place inside the entry."""
        from dial_lsp.syntax.parser import parse_entry

        return parse_entry(blank(self.text).text, depth=1 if self.name is None else 2)

    @cached_property
    def comments(self) -> tuple[Span, ...]:
        """The comments inside, with offsets into ``text``."""
        return blank(self.text).comments

    @cached_property
    def memo(self) -> dict[Any, Any]:
        """What others have found out from the text alone; it lives as long as the entry."""
        return {}


class RootStart(NamedTuple):
    """The opening brace of the root object."""

    at: int


class Opening(NamedTuple):
    """A section begins whose value is an object; ``brace`` is the offset of its opening brace."""

    name: str
    key: Span
    brace: int


class Placed(NamedTuple):
    """An entry of the section that is open."""

    at: int
    entry: Entry


class Closing(NamedTuple):
    """The section that is open ends: behind its closing brace at ``at``, or here without one."""

    at: int | None


class Lone(NamedTuple):
    """A section whose value is not an object; ``value`` is where that value stands, if there is one."""

    at: int
    name: str
    key: Span
    value: Span | None
    entry: Entry


class RootEnd(NamedTuple):
    """The closing brace of the root object; ``trailing`` is the text behind it that is not blank or comment."""

    at: int
    trailing: Span | None


Item: TypeAlias = RootStart | Opening | Placed | Closing | Lone | RootEnd


def moved(item: Item, by: int) -> Item:
    """The same item, further on in its chunk."""
    if by == 0:
        return item
    if isinstance(item, Opening):
        return Opening(item.name, item.key.shifted(by), item.brace + by)
    if isinstance(item, Lone):
        return item._replace(at=item.at + by, key=item.key.shifted(by), value=item.value and item.value.shifted(by))
    if isinstance(item, RootEnd):
        return RootEnd(item.at + by, item.trailing and item.trailing.shifted(by))
    return item if item.at is None else item._replace(at=item.at + by)


class State(NamedTuple):
    """Where a splitter is: inside the root object or inside a section.

    ``section`` is how far the open section is indented (-1 outside of sections), ``indent`` how far the line is on
    which the chunk starts; ``expects`` is what must come next in strict text.
    """

    place: str
    section: int = -1
    indent: int = 0
    expects: str = ""


@dataclass(slots=True, eq=False)  # not frozen, which takes five times as long, for there may be many thousands
class Chunk:
    """A stretch of text: its length, what begins or ends in it, and everything wrong with it.

    ``balance`` is how many more brackets it opens than it closes.
    """

    before: State
    length: int
    items: tuple[Item, ...]
    problems: tuple[Problem, ...] = ()
    comments: tuple[Span, ...] = ()
    balance: int = 0


class Split(NamedTuple):
    """A whole text as chunks.

    ``reading`` says how it was split: strict (as Core reads), scalar (so, no object), lines, members or whole (damaged
    text). ``far_sighted`` means that something early in the text depends on something far behind it: sides of a
    conflict whose end is missing. ``is_continued`` says that it goes on behind the end of the root.
    """

    reading: str
    root_kind: str
    chunks: tuple[Chunk, ...]
    far_sighted: bool = False
    is_continued: bool = False

    @property
    def is_strict(self) -> bool:
        """Whether strict reading, comments left aside, came to the end of the root value."""
        return self.reading in ("strict", "scalar")


def kind_of(value: JSONValue) -> str:
    """The JSON name of a value's type."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    names = ((str, "string"), (dict, "object"), (list, "array"))
    return next((name for kind, name in names if isinstance(value, kind)), "number")
