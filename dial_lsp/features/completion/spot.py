"""Where the cursor stands: in which section, entry and object, and whether a name or a value belongs there.

The word at the cursor is taken for a string of its own and the text around it is read again with that, so that
half-typed and damaged text is judged by the same grammar as everything else. Only the chunk of the document around the
cursor is read: one entry, in nearly every file.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from dial_lsp.features.completion.word import comment_around, word_at
from dial_lsp.schema.fields import entry_type
from dial_lsp.syntax.chunks import Closing, Opening, RootEnd, RootStart
from dial_lsp.syntax.comments import blank
from dial_lsp.syntax.layout import Begin, Layout
from dial_lsp.syntax.parser import parse_members, parse_root
from dial_lsp.syntax.tree import ArrayNode, Member, ObjectNode, StringNode, node_at
from dial_lsp.text import Edit, Span
from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dial_lsp.features.completion.word import Word
    from dial_lsp.syntax import Document
    from dial_lsp.syntax.chunks import Chunk
    from dial_lsp.syntax.tree import Node, Pointer

Role = Literal["name", "value", "element"]

_STRING: Final = compiled(r'"(?:[^"\\\r\n]++|\\[^\r\n])*+"')
_MARK: Final = "\ue0fe"
_LONGEST_PROBE: Final = 4_000_000


@dataclass(frozen=True, slots=True)
class Spot:
    """A place where a name, a value or an element of a list may be written.

    ``steps`` lead from the root to the value that stands or would stand there or, for a name, to the object that gets
    a member. ``others`` are the names of the object's other members, or the texts of the list's other elements.
    ``lead`` and ``tail`` are what must stand around an insertion, ``mends`` what else must be put in order.
    """

    layout: Layout
    word: Word
    role: Role
    steps: Pointer
    others: frozenset[str]
    part_start: int
    has_colon: bool
    lead: str
    tail: str
    mends: tuple[Edit, ...]

    @property
    def section(self) -> str:
        """The section; "" at the root."""
        return str(self.steps[0]) if self.steps else ""

    @property
    def entry(self) -> str | None:
        """The name of the entry, in a section that has entries."""
        return str(self.steps[1]) if len(self.steps) > 1 and entry_type(self.section) else None

    @property
    def pointer(self) -> Pointer:
        """The steps inside the entry, or inside a section without entries."""
        return self.steps[2:] if entry_type(self.section) else self.steps[1:]

    @property
    def is_in_section(self) -> bool:
        """Whether the steps lead to a section that holds entries, and no further."""
        return len(self.steps) == 1 and entry_type(self.section) is not None


def layout_around(document: Document, offset: int) -> Layout:
    """The document's text with the comments around an offset."""
    chunks, starts = document.split.chunks, document.chunk_starts
    index = _chunk_at(document, offset)
    near = range(max(index - 1, 0), min(index + 2, len(chunks)))
    comments = [span.shifted(starts[number]) for number in near for span in chunks[number].comments]
    return Layout(document.source.text, tuple(comments), begin=Begin.of(document.source))


def spot_at(document: Document, offset: int) -> Spot | None:
    """Where an offset is; None in comments, right behind a finished value, and where it cannot be told."""
    layout = layout_around(document, offset)
    frame = _frame_at(document, offset)
    if frame is None or comment_around(layout, offset) or (frame.steps is None and _is_given_up(document)):
        return None
    word = word_at(layout, offset, frame.start)
    if word is None:
        return None
    before = layout.skip_back(word.span.start)
    behind = layout.skip(word.span.end)
    around = _Around(layout.text[before - 1 : before], before, layout.text[behind : behind + 1], behind)
    found = _probe(frame, layout, word, around, frame.end)
    alone = _probe(frame, layout, word, around, word.span.end)
    if found is None or (alone is not None and _steps(alone) != _steps(found)):
        found = alone  # what is open before the cursor is open there, whatever follows seems to say
    return _placed(found, layout, word, around, document) if found else None


class _Frame(NamedTuple):
    """A stretch of text that holds the cursor, and the steps to what it stands in; None: it is the whole text."""

    start: int
    end: int
    steps: Pointer | None


class _Around(NamedTuple):
    """The characters before and behind the word that are neither blank nor comment, and where they end and start."""

    before: str
    before_end: int
    behind: str
    behind_start: int


@dataclass(frozen=True, slots=True)
class _Found:
    """The word in the tree: the path to it, the members around that path, and the steps to where the path begins."""

    path: tuple[Member | Node, ...]
    top: tuple[Member, ...]
    steps: Pointer
    shift: int


def _chunk_at(document: Document, offset: int) -> int:
    return min(bisect_right(document.chunk_starts, offset), len(document.split.chunks)) - 1


def _frame_at(document: Document, offset: int) -> _Frame | None:
    chunks, starts = document.split.chunks, document.chunk_starts
    if document.split.reading in ("members", "whole"):
        return _Frame(0, len(document.source.text), None)
    index = _chunk_at(document, offset)
    base, place = starts[index], chunks[index].before.place
    start, section = base, _section_before(chunks, index) if place == "section" else None
    for item in chunks[index].items:
        if isinstance(item, RootStart) and base + item.at < offset:
            place, start = "root", base + item.at + 1
        elif isinstance(item, RootEnd) and base + item.at < offset:
            return None
        elif chunks[index].problems and len(chunks[index].items) > 1:
            continue  # where something ends may be made up
        elif isinstance(item, Opening) and _is_behind(document, base + item.brace, offset):
            place, start, section = "section", base + item.brace + 1, item.name
        elif isinstance(item, Closing) and (item.at is None or base + item.at < offset):
            place, start = "root", base if item.at is None else base + item.at + 1
    if place not in ("root", "section"):
        return None
    return _Frame(start, starts[index + 1], (section or "",) if place == "section" else ())


def _is_behind(document: Document, brace: int, offset: int) -> bool:
    """Whether an offset is behind an opening brace; one that is only missed stands right before what is inside."""
    text = document.source.text
    return brace < offset and (text.startswith("{", brace) or bool(text[brace:offset].strip()))


def _is_given_up(document: Document) -> bool:
    """Whether the grammar does not read the text, because it is damaged and too long."""
    return any(problem.code == "too-long" for problem in document.problems)


def _section_before(chunks: Sequence[Chunk], index: int) -> str | None:
    for chunk in reversed(chunks[:index]):
        for item in reversed(chunk.items):
            if isinstance(item, Opening):
                return item.name
    return None


def _probe(frame: _Frame, layout: Layout, word: Word, around: _Around, end: int) -> _Found | None:
    """Read the frame up to an offset, with a mark in the place of the word."""
    text = layout.text
    start = frame.start
    line = layout.line_start(start)
    if not text[line:start].strip(" \t"):
        start = line
    comma = "," if _lacks_comma_before(around) else ""
    more = "," if around.behind not in ("", ",", ":", "}", "]") else ""
    head = f'{text[start : word.span.start]}{comma}"'
    probe = blank(f'{head}{_MARK}"{more}{text[word.span.end : max(end, word.span.end)]}').text
    if len(probe) > _LONGEST_PROBE:
        return None
    if frame.steps is None:
        members = parse_root(probe).members
    else:
        members = parse_members(probe, depth=len(frame.steps) + 1).members
    at = len(head)
    for member in members:
        path = node_at(member, at) if member.start < at < member.end else ()
        if path and isinstance(path[-1], StringNode) and path[-1].value == _MARK:
            return _Found(path, members, frame.steps or (), start)
    return None


def _lacks_comma_before(around: _Around) -> bool:
    return around.before not in ("", "{", "[", ",", ":")


def _steps(found: _Found) -> Pointer:
    """The steps from the root to the word or, where it is a name, to the object that gets it."""
    steps = list(found.steps)
    for outer, inner in pairwise(found.path):
        if isinstance(outer, Member) and inner is outer.value:
            steps.append(outer.key.value)
        elif isinstance(outer, ArrayNode):
            steps.append(next(index for index, node in enumerate(outer.elements) if node is inner))
    return tuple(steps)


def _placed(found: _Found, layout: Layout, word: Word, around: _Around, document: Document) -> Spot | None:
    steps = _steps(found)
    *_, around_word, string = (None, *found.path)
    spot = Spot(
        layout,
        word,
        "value",
        steps,
        frozenset(),
        0,
        around.behind == ":",
        _lead(layout, word),
        "",
        _mends(around),
    )
    if around.behind not in ("", ",", ":", "}", "]"):
        spot = replace(spot, tail=",")
    if isinstance(around_word, ArrayNode):
        others = frozenset(n.value for n in around_word.elements if n is not string and isinstance(n, StringNode))
        return replace(spot, role="element", others=others, part_start=word.span.start)
    if not isinstance(around_word, Member):
        return None
    if around_word.value is string:
        return _of_value(replace(spot, part_start=around_word.start + found.shift), around)
    return _of_name(spot, found, around_word, document)


def _of_value(spot: Spot, around: _Around) -> Spot | None:
    """A value; None where the value is there already, behind the cursor."""
    if not spot.tail or spot.word.typed or spot.word.quoted:
        return spot
    name = _STRING.match(spot.layout.text, around.behind_start)
    is_name = name is not None and spot.layout.text.startswith(":", spot.layout.skip(name.end()))
    return spot if is_name else None


def _of_name(spot: Spot, found: _Found, member: Member, document: Document) -> Spot | None:
    """A name, unless the name before it still lacks its colon: then it is that one's value; None before that colon."""
    container = found.path[-3] if len(found.path) > 2 else None  # noqa: PLR2004 -- object, member, string
    siblings = container.members if isinstance(container, ObjectNode) else found.top
    at = next(index for index, each in enumerate(siblings) if each is member)
    previous = siblings[at - 1] if at else None
    if spot.mends and previous is not None and previous.colon is None and previous.value is None:
        mends = tuple(Edit(edit.span, ":") for edit in spot.mends)
        start = previous.start + found.shift
        return (
            None
            if spot.has_colon
            else replace(spot, steps=(*spot.steps, previous.key.value), mends=mends, part_start=start)
        )
    others = [each.key.value for each in siblings if each is not member]
    if container is None and found.steps:
        others += _entry_names(document, str(found.steps[0]))
    elif container is None:
        others += [section.name for section in document.sections if section.name != spot.word.typed]
    return replace(spot, role="name", others=frozenset(others), part_start=spot.word.span.start)


def _entry_names(document: Document, section: str) -> list[str]:
    found = [each for each in document.sections if each.name == section]
    return [entry.name for each in found for entry in each.entries if entry.name is not None]


def _lead(layout: Layout, word: Word) -> str:
    """A blank where the word would stick to a colon or a comma."""
    text, start = layout.text, word.span.start
    return " " if not word.quoted and not word.typed and text[start - 1 : start] in (":", ",") and start else ""


def _mends(around: _Around) -> tuple[Edit, ...]:
    if not _lacks_comma_before(around):
        return ()
    return (Edit(Span(around.before_end, around.before_end), ","),)
