"""A stretch of text while it is being split, and how chunks and entries are cut from it."""

from __future__ import annotations

from bisect import bisect_left
from copy import copy
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from dial_lsp.syntax.chunks import Chunk, Entry, Item, State
from dial_lsp.syntax.comments import Blanked, blank
from dial_lsp.syntax.tree import MISSING, shift
from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dial_lsp.syntax.tree import Member, Problem
    from dial_lsp.text import Span


_AHEAD: Final = 4
"""So many of the next entries of an earlier document are compared with what stands in a text."""
_CLOSED: Final = ("}", "]", '"')
_INDENT = compiled(r"[ \t]*+")


class Step(NamedTuple):
    """What a splitter found from one place on: where the next chunk starts and in which state, and what is in this one.

    Offsets in ``items`` and ``problems`` count from the start of the chunk.
    """

    end: int
    after: State
    items: tuple[Item, ...]
    problems: tuple[Problem, ...] = ()
    balance: int = 0


class Pool:
    """Entries of an earlier document, to be used again where the same text is read again."""

    def __init__(self, entries: Sequence[Entry] = ()) -> None:
        self._ordered = entries
        self._next = 0
        self._numbers: dict[tuple[str | None, str], list[int]] = {}
        for number in reversed(range(len(entries))):
            entry = entries[number]
            if not entry.problems:
                self._numbers.setdefault((entry.name, entry.text), []).append(number)

    def take(self, name: str | None, text: str) -> Entry | None:
        """A sound entry with this name and text; each is given out once, in the order of the document."""
        found = self._numbers.get((name, text))
        if not found:
            return None
        number = found.pop()
        self._next = number + 1
        return self._ordered[number]

    def next_at(self, text: str, at: int) -> Entry | None:
        """The sound member that comes next and that stands in a text as it did, whatever follows; it is not taken."""
        for number in range(self._next, min(self._next + _AHEAD, len(self._ordered))):
            entry = self._ordered[number]
            if entry.name is not None and text.startswith(entry.text, at) and entry.text.endswith(_CLOSED):
                return entry if self._numbers.get((entry.name, entry.text)) else None
        return None


class Slice:
    """A stretch of a document's text that starts and ends outside of strings and comments."""

    def __init__(self, text: str, *, starts_file: bool = False, is_plain: bool = False) -> None:
        """``is_plain`` says to leave comments as they are."""
        blanked = Blanked(text) if is_plain else blank(text, starts_file=starts_file)
        self.text = blanked.text
        self._raw = text
        self._base = 0
        self._comments = blanked.comments
        self._comment_starts = [span.start for span in blanked.comments]
        self.has_unclosed_comment = blanked.is_open
        self.has_torn_conflict = blanked.is_torn
        self._problems = blanked.problems
        self._problem_starts = [problem.span.start for problem in blanked.problems]
        self._pool: Pool | None = None
        self.is_plain = is_plain

    @property
    def raw(self) -> str:
        """The text with its comments."""
        return self._raw[self._base : self._base + len(self.text)]

    def using(self, pool: Pool) -> Slice:
        """The same slice, which takes entries from the pool where it can."""
        part = copy(self)
        part._pool = pool  # noqa: SLF001 - a slice of its own kind
        return part

    def narrowed(self, start: int, end: int) -> Slice:
        """A part of this slice; its offsets count from ``start``."""
        part = copy(self)
        part.text = self.text[start:end]
        part._base = self._base + start  # noqa: SLF001 - a slice of its own kind
        return part

    def cut(self, start: int, end: int | None = None, *, is_plain: bool = False) -> Slice:
        """A part of this slice in which comments are looked for anew: what stands before may have made up some."""
        end = len(self.text) if end is None else end
        part = Slice(self._raw[self._base + start : self._base + end], is_plain=is_plain)
        part._pool = self._pool
        return part

    def indent(self, at: int, since: int, known: int) -> int:
        """How far the line of ``at`` is indented up to its first comment; ``known`` if it began before ``since``."""
        start = max(self.text.rfind("\n", since, at), self.text.rfind("\r", since, at)) + 1
        if start == 0:
            return known
        match = _INDENT.match(self._raw, self._base + start)
        return match.end() - self._base - start if match else 0

    def entry(self, name: str | None, value: Any, start: int, end: int) -> Entry:
        """A sound entry."""
        text = self._raw[self._base + start : self._base + end]
        problems = self._comment_problems(start, end) if self._problems else ()
        if not problems and self._pool is not None:
            known = self._pool.take(name, text)
            if known is not None:
                return known
        return Entry(name, value, text, problems)

    def known_entry(self, at: int) -> Entry | None:
        """The entry of a section that stands here as it did before and need not be read; ``taken`` takes it."""
        if self._pool is None or self._problems:
            return None
        known = self._pool.next_at(self.text, at)
        if known is None or not self._comment_starts or self._raw.startswith(known.text, self._base + at):
            return known
        return None

    def taken(self, known: Entry) -> Entry:
        """A known entry, or of several that are written alike the first."""
        return (self._pool.take(known.name, known.text) if self._pool else None) or known

    def damaged_entry(self, name: str | None, tree: Member, problems: Sequence[Problem]) -> Entry:
        """An entry from its own tree, with those of the sorted problems of this slice that are inside."""
        start, end = tree.start, tree.end
        first = bisect_left(problems, start, key=_start)
        last = bisect_left(problems, end, first, key=_start)
        inside = [problem.shifted(-start) for problem in problems[first:last]]
        inside += self._comment_problems(start, end)
        inside.sort(key=lambda problem: problem.span)
        shift(tree, -start)
        value = MISSING if tree.value is None else tree.value.value
        text = self._raw[self._base + start : self._base + end]
        known = self._pool.take(name, text) if self._pool is not None and not inside else None
        if known is not None:
            return known
        entry = Entry(name, value, text, tuple(inside))
        entry.__dict__["tree"] = tree
        return entry

    def chunk(self, start: int, before: State, step: Step) -> Chunk:
        """The chunk a step found."""
        if not self._comment_starts and not self._problems and not step.problems:  # as nearly always
            return Chunk(before, step.end - start, step.items, (), (), step.balance)
        comments: tuple[Span, ...] = ()
        first = bisect_left(self._comment_starts, start + self._base)
        if self._comment_starts[first : first + 1] < [step.end + self._base]:
            last = bisect_left(self._comment_starts, step.end + self._base, first)
            comments = tuple(span.shifted(-start - self._base) for span in self._comments[first:last])
        problems = step.problems
        if self._problems:
            problems = (*problems, *self._comment_problems(start, step.end))
        if len(problems) > 1:
            problems = tuple(sorted(problems, key=lambda problem: problem.span))
        return Chunk(before, step.end - start, step.items, problems, comments, step.balance)

    def _comment_problems(self, start: int, end: int) -> tuple[Problem, ...]:
        first = bisect_left(self._problem_starts, start + self._base)
        last = bisect_left(self._problem_starts, end + self._base, first)
        return tuple(problem.shifted(-start - self._base) for problem in self._problems[first:last])


def _start(problem: Problem) -> int:
    return problem.span.start
