"""Backtracking over one text, for the expressions no automaton is built for.

It goes the way Java's own engine goes, but takes no more steps than it is allowed: then the answer is unknown, as it
is for word boundaries, graphemes and line anchors.
"""

from __future__ import annotations

import unicodedata
from contextlib import contextmanager
from typing import TYPE_CHECKING

from dial_lsp.javaregex.pattern import parse
from dial_lsp.javaregex.tree import Anchor, Characters, Choice, Group, Node, Opaque, Repeat, Sequence, has

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_STEPS = 100_000
MOST_DEPTH = 100  # of parts that are tried inside each other, well below what Python's stack holds
_LINE_END_TEXTS = ("\n", "\r\n", "\r", "\x85", "\u2028", "\u2029")

Captured = dict[int, str]
State = tuple[int, Captured]  # how far the text is read, and what the groups hold


class _UnknownError(Exception):
    """Nothing can be said, or only after too many steps."""


def matches_whole(pattern: str, text: str) -> bool | None:
    """Whether the whole text matches; None if unknown."""
    regex = parse(pattern)
    if regex is None:
        return None
    try:
        return any(end == len(text) for end, _ in _Search(text).ends(regex.root, (0, {})))
    except _UnknownError:
        return None


class _Search:
    """One text and the steps taken in it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.steps = 0
        self.depth = 0

    def ends(self, node: Node, start: State) -> Iterator[State]:
        """Where the node may end, in the order in which Java tries."""
        self.steps += 1
        if self.steps > MOST_STEPS:
            raise _UnknownError
        match node:
            case Characters():
                if start[0] < len(self.text) and self._fits(node, self.text[start[0]]):
                    yield start[0] + 1, start[1]
            case Sequence(items):
                yield from self._sequence(items, start)
            case Choice(options):
                for option in options:
                    yield from self.ends(option, start)
            case Group():
                yield from self._group(node, start)
            case Repeat():
                found = self._repeat(node, 0, start)
                yield from _first(found) if node.mode == "possessive" else found
            case Anchor() | Opaque():
                yield from self._special(node, start)

    def _sequence(self, items: tuple[Node, ...], start: State) -> Iterator[State]:
        at, captured = start
        for done, item in enumerate(items):
            if isinstance(item, Characters):  # long words need no nesting
                if at >= len(self.text) or not self._fits(item, self.text[at]):
                    return
                at += 1
                continue
            with self._deeper():
                for state in self.ends(item, (at, captured)):
                    yield from self._sequence(items[done + 1 :], state)
            return
        yield at, captured

    def _group(self, group: Group, start: State) -> Iterator[State]:
        if group.kind == "behind":
            before = (self._first_to(group.item, (at, start[1]), start[0]) for at in range(start[0], -1, -1))
            found = next((state for state in before if state is not None), None)
        elif group.kind == "plain":
            for end, captured in self.ends(group.item, start):
                yield end, {**captured, group.number: self.text[start[0] : end]} if group.number else captured
            return
        else:
            found = next(self.ends(group.item, start), None)
        if group.kind == "atomic":
            yield from () if found is None else (found,)
        elif (found is None) == group.is_negative:
            yield start[0], start[1] if found is None else found[1]

    def _first_to(self, node: Node, start: State, end: int) -> State | None:
        return next((state for state in self.ends(node, start) if state[0] == end), None)

    def _repeat(self, node: Repeat, done: int, start: State) -> Iterator[State]:
        if isinstance(node.item, Characters):
            yield from self._run(node, node.item, start)
            return
        if node.mode == "lazy" and done >= node.least:
            yield start
        if node.most is None or done < node.most:
            with self._deeper():
                for state in self.ends(node.item, start):
                    if state[0] > start[0] or done < node.least:
                        yield from self._repeat(node, done + 1, state)
        if node.mode != "lazy" and done >= node.least:
            yield start

    def _run(self, node: Repeat, item: Characters, start: State) -> Iterator[State]:
        """A repeated character: as far as it goes, without nesting."""
        most = len(self.text) if node.most is None else min(len(self.text), start[0] + node.most)
        end = start[0]
        while end < most and self._fits(item, self.text[end]):
            end += 1
        counts = range(start[0] + node.least, end + 1)
        for at in counts if node.mode == "lazy" else reversed(counts):
            yield at, start[1]

    def _special(self, node: Anchor | Opaque, start: State) -> Iterator[State]:
        if isinstance(node, Opaque):
            if node.kind != "reference" or not node.group:
                raise _UnknownError
            held = start[1].get(node.group)
            if held is not None and self.text.startswith(held, start[0]):
                yield start[0] + len(held), start[1]
            return
        if node.place not in ("start", "end", "newline"):
            raise _UnknownError
        is_end = start[0] == len(self.text) or (node.place == "newline" and self._ends_line(start[0]))
        if start[0] == 0 if node.place == "start" else is_end:
            yield start

    @contextmanager
    def _deeper(self) -> Iterator[None]:
        """Count how many parts are being tried inside each other, also when a trial is given up."""
        self.depth += 1
        if self.depth > MOST_DEPTH:
            raise _UnknownError
        try:
            yield
        finally:
            self.depth -= 1

    def _fits(self, node: Characters, char: str) -> bool:
        if node.ranges is not None:
            return has(node.ranges, char)
        if not node.category:
            raise _UnknownError
        is_inside = unicodedata.category(char).startswith(node.category.removeprefix("^"))
        return is_inside != node.category.startswith("^")

    def _ends_line(self, at: int) -> bool:
        """Only a line end is left; between the two halves of CR LF is no such place."""
        return self.text[at : at + 3] in _LINE_END_TEXTS and self.text[max(at - 1, 0) : at + 1] != "\r\n"


def _first(states: Iterator[State]) -> Iterator[State]:
    state = next(states, None)
    if state is not None:
        yield state
