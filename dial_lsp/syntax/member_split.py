"""Damaged text with no lines to go by, member by member: strict reading up to the damage, and again behind it.

Where brackets match, the damaged member ends where its brackets say. Where they do not, or a quote is missing, it ends
at the first place from which the rest of the text reads to its end. Only what lies between is read by the grammar. A
forgotten quote hides or makes up comments behind it, so there they are looked for anew. A member that is not closed
holds all that follows up to the end of its section, so it is the last before a name that only members of the root have.
"""

from __future__ import annotations

import sys
from functools import cached_property
from itertools import chain, islice
from typing import TYPE_CHECKING, Protocol

from dial_lsp.syntax.chunks import Closing, Placed, RootEnd, State
from dial_lsp.syntax.cutting import closes_at_most_one, cut_members
from dial_lsp.syntax.matching import end_by_brackets, is_matched, left_open
from dial_lsp.syntax.prefix import check_damaged, is_damaged, is_too_long
from dial_lsp.syntax.problems import missing_comma, trailing_comma
from dial_lsp.syntax.slices import Pool, Step
from dial_lsp.syntax.strict import Unsound
from dial_lsp.syntax.strict_split import END, START, step_strict
from dial_lsp.syntax.swallowed import field_names, is_left_open, names_root, swallower
from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dial_lsp.syntax.chunks import Chunk
    from dial_lsp.syntax.slices import Slice
    from dial_lsp.syntax.tree import Problem

_CLOSED = compiled(r'"(?:[^"\\\r\n]++|\\[^\r\n])*+"')
_BREAK = compiled(r"[\r\n]")
_OPENED = {"start": "", "root": "{", "section": "{{", "end": ""}
_SEAM = compiled(r'[}\]](?=[ \t\r\n]*+(?:,[ \t\r\n]*+"|}))[ \t\r\n]*+,?+[ \t\r\n]*+')
_BLANKS = r"[ \t\r\n]*+"
_OBJECT_SEAM = compiled(rf',{_BLANKS}(?="([^"\\]*+)"{_BLANKS}:{_BLANKS}\{{{_BLANKS}"([^"\\]*+)")')
"""What stands before a member that is an object: its name, and that of the first member of it."""
_BEGINNINGS = frozenset("/#<=>|\r\n")
"""What comments, marks of conflicts and line breaks inside of texts start with."""
_MOST_SEAMS = 40
"""After so many places from which the rest does not read the damage is no slip in one member."""


class Short(Exception):  # noqa: N818 - not an error: it says that more has to be read
    """The stretch that is read is too short to tell what it holds."""


class Ahead(Protocol):
    """What is known of the text behind a stretch that is read; offsets count from the start of the stretch."""

    is_end: bool
    """Whether the stretch goes up to the end of the text."""
    place: str
    """Where the stretch ends: in the root, in a section, or behind all."""

    def reads(self, at: int, state: State) -> bool | None:
        """Whether the text reads from here to the end of the root, with nothing behind it; None: read on to know."""

    def is_reached(self, at: int, state: State) -> bool:
        """Whether the chunks from here on are known."""

    def earlier(self) -> Iterator[Chunk]:
        """The chunks before the stretch, the last one first."""

    def may_be_swallowed(self) -> bool:
        """Whether a member that is not closed would be found by the name of what follows its section."""


def chunks_by_member(part: Slice) -> tuple[Chunk, ...] | None:
    """The chunks of a damaged text whose damage stays in members; None where it does not.

    In a text that is too long for the grammar one member may be damaged.
    """
    if _BREAK.search(part.text.strip(" \t\r\n")) and not is_matched(part.text):
        return None  # lines tell where a bracket belongs
    members = Members(part, most=1 if is_too_long(part.text) else sys.maxsize)
    return members.chunks(START)


class Members:
    """Reads a whole text, or a stretch of one that starts where a chunk does, of which it is known what is ahead."""

    def __init__(self, part: Slice, ahead: Ahead | None = None, most: int = sys.maxsize) -> None:
        """``most`` is how many members may be damaged."""
        self._whole = part.text
        self._part = part
        self._base = 0
        self._ahead = ahead
        self._is_all = ahead is None or ahead.is_end
        self._most = most
        self._chunks: list[Chunk] = []
        self.damaged = 0
        self._flawed = 0  # chunks
        self._first = START
        self._is_reached = False

    def chunks(self, state: State) -> tuple[Chunk, ...] | None:
        """The chunks up to where what is ahead is known; None where damage does not stay in members. Raises Short."""
        self._first = state
        end = self._read_on(0, state)
        if end is not None and end.place == "root" and not (self._ahead or self.damaged):
            end = self._read_swallowed(end)
        if end is None or self._is_reached:
            return None if end is None else tuple(self._chunks)
        if self._ahead and end != END:
            raise Short
        is_followed = any(isinstance(item, RootEnd) and item.trailing for item in self._chunks[-1].items)
        return None if is_followed or end.expects == "member" else tuple(self._chunks)

    def _read_on(self, at: int, state: State) -> State | None:
        """Read to the end, or to what is known; the state there, or None where damage does not stay in members."""
        while state != END and at < len(self._part.text):
            if self._ahead and self._ahead.is_reached(self._base + at, state):
                self._is_reached = True
                break
            try:
                step = step_strict(self._part, at, state)
            except Unsound as reason:
                swallows = self._swallows(at, state)
                if not swallows:
                    self._ask_for_more(self._part.text, reason)
                following = self._past_swallower(at, state) if swallows else self._past_damage(at, state)
                if following is None:
                    return None
                at, state = following
            else:
                self._chunks.append(self._part.chunk(at, state, step))
                at, state = step.end, step.after
        return state

    def _swallows(self, at: int, state: State) -> bool:
        """Whether the member here goes on where the stretch ends and holds all that follows in its section."""
        ahead = self._ahead
        if ahead is None or ahead.is_end or self.damaged or state.place != "section" or ahead.place != "section":
            return False
        return ahead.may_be_swallowed() and not names_root(self._chunks) and is_left_open(self._part.text, at)

    def _read_swallowed(self, end: State) -> State | None:
        """Read again from the member that holds all that follows, as one that is damaged."""
        read = self._chunks
        number = swallower(read)
        if number is None:
            return end
        self._chunks = read[:number]
        at = sum(chunk.length for chunk in self._chunks)
        following = self._past_swallower(at, read[number].before, at + _end_of(read[number]) - 1)
        if following is not None and self._read_on(*following) == END:
            return END
        self._chunks, self._flawed = read, sum(map(is_damaged, read))
        return end

    def _past_damage(self, at: int, state: State) -> tuple[int, State] | None:
        """Where and how to go on where strict reading fails."""
        if state.place == "start":
            return None
        if not self._chunks:
            raise Short
        chunks, text = self._chunks, self._part.text
        problem = _about_comma(text[max(at - chunks[-1].length, 0) : at], text[at : at + 1], state)
        if problem is not None:
            self._flawed += not is_damaged(chunks[-1])
            check_damaged(self._flawed)
            chunks[-1].problems = (*chunks[-1].problems, problem)
            return at, State(state.place, expects="any")
        if state.expects == "close" and not isinstance(chunks[-1].items[0], Closing):
            last = chunks.pop()
            self._flawed -= is_damaged(last)
            at, state = at - last.length, last.before
        return self._past_member(at, state) if state.expects != "close" else None

    def _past_swallower(self, at: int, state: State, closed: int | None = None) -> tuple[int, State] | None:
        """Read the member that is not closed, up to what is no field as those beside it have, but has such fields.

        It seems to be closed at ``closed``, which is where its section is, if that is known.
        """
        earlier = self._ahead.earlier() if self._ahead else ()
        own = field_names(chain(reversed(self._chunks), earlier))
        raw = self._part.raw
        seams = _OBJECT_SEAM.finditer(raw, at, closed or len(raw)) if own else iter(())
        ends = (match.end() for match in seams if match[1] not in own and match[2] in own)
        return self._past_member(at, state, chain(ends, () if closed is None else (closed,)))

    def _past_member(self, at: int, state: State, ends: Iterable[int] | None = None) -> tuple[int, State] | None:
        """Read the damaged member that starts here; with ``ends`` it ends at one of these."""
        self.damaged += 1
        found = self._end(at, state, ends) if self.damaged <= self._most else None
        if found is None:
            return None
        end, rest, offset = found
        is_last = rest.text.startswith("}", offset)
        damaged = self._part.cut(at, end)
        items, comma, _, problems, balance = cut_members(damaged, State(state.place))
        if comma is not None and is_last:
            problems = (*problems, trailing_comma(comma))
        after = State(state.place, expects="close" if is_last else "any")
        self._chunks.append(damaged.chunk(0, state, Step(end - at, after, items, problems, balance)))
        self._flawed += is_damaged(self._chunks[-1])
        check_damaged(self._flawed)
        self._base += end - offset
        self._part = rest
        return offset, after

    def _end(self, at: int, state: State, ends: Iterable[int] | None) -> tuple[int, Slice, int] | None:
        """Where the damaged member ends, behind its comma or before a bracket; what to read on in, and where."""
        if ends is None and self._is_matched:
            end = end_by_brackets(self._part.text, at)
            if end == len(self._part.text) and not self._is_all:
                raise Short
            return end, self._part, end
        seams = (match.end() for match in _SEAM.finditer(self._part.raw, at)) if ends is None else ends
        for end in islice(seams, _MOST_SEAMS):
            if self._reads_from(end, state.place):
                return (end, self._part.cut(end), 0) if closes_at_most_one(self._part.raw[at:end]) else None
        if self._ahead:
            raise Short
        return None

    @cached_property
    def _is_matched(self) -> bool:
        """Whether every bracket of the text has its partner and every string its end."""
        opened = left_open(self._whole, _OPENED[self._first.place])
        if opened is None or opened[-1:] == ['"']:
            if opened and not self._is_all:
                raise Short
            return False
        return opened == list(_OPENED[self._ahead.place if self._ahead else "end"])

    def _reads_from(self, at: int, place: str) -> bool:
        """Whether the text reads to the end of the root from here on, with nothing behind it."""
        found = self._reads(self._part.cut(at, is_plain=True), self._base + at, place)
        return bool(self._reads(self._part.cut(at), self._base + at, place) if found is None else found)

    def _reads(self, part: Slice, base: int, place: str) -> bool | None:
        """The same of a part, which starts at ``base``; None where a comment that is not blanked may be in the way."""
        part = part.using(Pool())  # what is only tried takes no known entry
        state = State(place, expects="any")
        at = 0
        try:
            while state != END:
                known = self._ahead.reads(base + at, state) if self._ahead else None
                if known is not None:
                    return known
                if at >= len(part.text):
                    self._ask_for_more(part.text, Unsound())
                    return False
                step = step_strict(part, at, state)
                at, state = step.end, step.after
        except Unsound as reason:
            if part.is_plain and (reason.at is None or part.text[reason.at : reason.at + 1] in _BEGINNINGS):
                return None
            self._ask_for_more(part.text, reason)
            return False
        return self._is_all and all(getattr(item, "trailing", None) is None for item in step.items)

    def _ask_for_more(self, text: str, reason: Unsound) -> None:
        """Raise Short where strict reading fails because of the end of the stretch, or may do so."""
        at = reason.at
        if self._is_all or (
            at is not None
            and at < len(text.rstrip(" \t\r\n"))
            and (text[at] != '"' or _CLOSED.match(text, at) is not None)
        ):
            return
        raise Short


def _end_of(chunk: Chunk) -> int:
    """Where the one entry of a chunk ends."""
    (item,) = chunk.items
    return item.at + len(item.entry.text) if isinstance(item, Placed) else chunk.length


def _about_comma(before: str, following: str, state: State) -> Problem | None:
    """What is wrong with the comma at the end of a chunk, if it is missing or too much and nothing else is wrong."""
    if state.expects == "close" and following == '"':
        return missing_comma(len(before.rstrip(" \t\r\n")))
    if state.expects == "member" and following == "}":
        return trailing_comma(before.rindex(","))
    return None
