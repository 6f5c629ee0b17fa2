"""Automata for the regular part of Java's expressions: they match in linear time.

What only a backtracking engine can decide (back references, look-around, possessive and atomic groups, boundaries,
anchors of lines, Unicode families) is outside: then there is no automaton, and every answer is "unknown".
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from dial_lsp.javaregex.pattern import parse
from dial_lsp.javaregex.tree import (
    Anchor,
    Characters,
    Choice,
    Group,
    Node,
    Opaque,
    Ranges,
    Repeat,
    Sequence,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MOST_STATES = 2_000
MOST_STEPS = 2_000_000
_MOST_KNOWN = 10_000  # steps of one automaton

Guard = Literal["", "start", "end", "newline", "line start", "line end"]

_LINE_END_TEXTS = ("\n", "\r\n", "\r", "\x85", "\u2028", "\u2029")


class _OutsideError(Exception):
    """No automaton, or one that is too large."""


@dataclass(slots=True)
class Automaton:
    """States are numbers, 0 is the first; one reads a character out of a set, or moves on freely behind a guard."""

    reads: dict[int, tuple[Ranges, int]] = field(default_factory=dict)
    moves: dict[int, list[tuple[Guard, int]]] = field(default_factory=dict)
    size: int = 1
    final: int = 0
    is_guarded: bool = False
    known: dict[tuple[frozenset[int], int], frozenset[int]] = field(default_factory=dict)

    def after(self, states: frozenset[int], code: int) -> frozenset[int]:
        """The states behind a character, known from the last time; for an automaton without guards."""
        found = self.known.get((states, code))
        if found is None:
            if len(self.known) >= _MOST_KNOWN:
                self.known.clear()
            read = _targets(self, states, code)
            found = self.known[states, code] = self.closure(read, is_start=False, is_end=False, is_newline=False)
        return found

    def closure(self, states: Iterable[int], *, is_start: bool, is_end: bool, is_newline: bool) -> frozenset[int]:
        """All states that can be reached without reading."""
        open_guards = {"": True, "start": is_start, "end": is_end, "newline": is_end or is_newline}
        found = set(states)
        waiting = list(found)
        while waiting:
            for guard, target in self.moves.get(waiting.pop(), ()):
                if target not in found and open_guards[guard]:
                    found.add(target)
                    waiting.append(target)
        return frozenset(found)


@lru_cache(maxsize=512)
def automaton(pattern: str) -> Automaton | None:
    """The automaton of a pattern; None if Java refuses it, if it is outside the regular part, or too large."""
    regex = parse(pattern)
    if regex is None:
        return None
    built = Automaton()
    try:
        built.final = _build(regex.root, 0, built)
    except _OutsideError:
        return None
    return built


def runs(pattern: str, text: str, *, anywhere: bool) -> bool | None:
    """Whether the whole text matches, or with `anywhere` some part of it; None if unknown."""
    built = automaton(pattern)
    if built is None or built.size * (len(text) + 1) > MOST_STEPS:
        return None
    if not built.is_guarded and not anywhere:
        return _takes(built, text)
    states: frozenset[int] = frozenset({0})
    for at in range(len(text) + 1):
        states = built.closure(
            states | {0} if anywhere else states,
            is_start=at == 0,
            is_end=at == len(text),
            is_newline=_ends_line(text, at),
        )
        if built.final in states and (anywhere or at == len(text)):
            return True
        if not states:
            return False
        if at < len(text):
            code = ord(text[at])
            states = frozenset(_targets(built, states, code))
    return False


def _takes(built: Automaton, text: str) -> bool:
    """Whether an automaton without guards takes a whole text."""
    states = built.closure((0,), is_start=False, is_end=False, is_newline=False)
    for character in text:
        if not states:
            return False
        states = built.after(states, ord(character))
    return built.final in states


def _targets(built: Automaton, states: Iterable[int], code: int) -> Iterator[int]:
    for state in states:
        ranges, target = built.reads.get(state, ((), 0))
        if any(low <= code <= high for low, high in ranges):
            yield target


def _ends_line(text: str, at: int) -> bool:
    """Only a line end is left; between the two halves of CR LF is no such place."""
    return text[at : at + 3] in _LINE_END_TEXTS and text[max(at - 1, 0) : at + 1] != "\r\n"


def _build(node: Node, start: int, built: Automaton) -> int:
    """Add the node behind a state; the state where it ends."""
    match node:
        case Sequence(items):
            for item in items:
                start = _build(item, start, built)
            return start
        case Group(item, "plain"):
            return _build(item, start, built)
        case Characters(ranges) if ranges is not None:
            end = _state(built)
            if start in built.reads or start in built.moves:
                start = _moved(start, built)
            built.reads[start] = ranges, end
            return end
        case Choice(options):
            return _joined([_build(option, _moved(start, built), built) for option in options], built)
        case Repeat(mode="greedy" | "lazy"):
            return _repeat(node, start, built)
        case Anchor("start" | "end" | "newline" as guard):
            return _moved(start, built, guard)
        case Opaque() | _:
            raise _OutsideError


def _repeat(node: Repeat, start: int, built: Automaton) -> int:
    if node.least > MOST_STATES or (node.most or 0) > MOST_STATES:
        raise _OutsideError
    for _ in range(node.least):
        start = _build(node.item, _moved(start, built), built)
    if node.most is None:
        loop = _moved(start, built)
        _move(_build(node.item, _moved(loop, built), built), loop, built)
        return _moved(loop, built)
    ends = [start]
    for _ in range(node.most - node.least):
        start = _build(node.item, _moved(start, built), built)
        ends.append(start)
    return _joined(ends, built)


def _state(built: Automaton) -> int:
    if built.size >= MOST_STATES:
        raise _OutsideError
    built.size += 1
    return built.size - 1


def _move(source: int, target: int, built: Automaton, guard: Guard = "") -> None:
    built.moves.setdefault(source, []).append((guard, target))
    built.is_guarded = built.is_guarded or guard != ""


def _moved(start: int, built: Automaton, guard: Guard = "") -> int:
    target = _state(built)
    _move(start, target, built, guard)
    return target


def _joined(ends: list[int], built: Automaton) -> int:
    join = _state(built)
    for end in ends:
        _move(end, join, built)
    return join
