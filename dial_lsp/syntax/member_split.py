"""Damaged text with no lines to go by, member by member: strict reading up to the damage, and again behind it.

Where brackets match, the damaged member ends where its brackets say. Where they do not, or a quote is missing, it ends
at the first place from which the rest of the text reads to its end. Only what lies between is read by the grammar.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from dial_lsp.syntax.chunks import Closing, RootEnd, State
from dial_lsp.syntax.cutting import cut_members, lowest_balance
from dial_lsp.syntax.problems import missing_comma, trailing_comma
from dial_lsp.syntax.slices import Pool, Step
from dial_lsp.syntax.strict import Unsound, skip
from dial_lsp.syntax.strict_split import END, START, step_strict
from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dial_lsp.syntax.chunks import Chunk
    from dial_lsp.syntax.slices import Slice
    from dial_lsp.syntax.tree import Problem

_MARK = compiled(r'"(?:[^"\\\r\n]++|\\[^\r\n])*+"?|[\[\]{},\x27]')
_BREAK = compiled(r"[\r\n]")
_CLOSES = {"}": "{", "]": "["}
_SEAM = compiled(r'[}\]](?=[ \t\r\n]*+(?:,[ \t\r\n]*+"|}))[ \t\r\n]*+,?+[ \t\r\n]*+')
_MOST_SEAMS = 40
"""After so many places from which the rest does not read the damage is no slip in one member."""


def chunks_by_member(part: Slice) -> tuple[Chunk, ...] | None:
    """The chunks of a damaged text whose damage stays in members; None where it does not."""
    text = part.text
    is_matched = _is_matched(text)
    if not is_matched and _BREAK.search(text.strip(" \t\r\n")):
        return None  # lines tell where a bracket belongs
    chunks: list[Chunk] = []
    at, state = 0, START
    while state != END and at < len(text):
        try:
            step = step_strict(part, at, state)
        except Unsound:
            if state.place == "start":
                return None
            problem = _about_comma(text[at - chunks[-1].length : at], text[at : at + 1], state)
            if problem is not None:
                chunks[-1].problems = (*chunks[-1].problems, problem)
                state = State(state.place, expects="any")
                continue
            if state.expects == "close" and not isinstance(chunks[-1].items[0], Closing):
                last = chunks.pop()
                at, state = at - last.length, last.before
            end = _end(part, at, state, is_matched=is_matched) if state.expects != "close" else None
            if end is None:
                return None
            step = _damaged(part, at, end, state.place)
        chunks.append(part.chunk(at, state, step))
        at, state = step.end, step.after
    if state.expects == "member":
        return None
    is_followed = any(isinstance(item, RootEnd) and item.trailing for item in chunks[-1].items)
    return None if is_followed else tuple(chunks)


def _about_comma(before: str, following: str, state: State) -> Problem | None:
    """What is wrong with the comma at the end of a chunk, if it is missing or too much and nothing else is wrong."""
    if state.expects == "close" and following == '"':
        return missing_comma(len(before.rstrip(" \t\r\n")))
    if state.expects == "member" and following == "}":
        return trailing_comma(before.rindex(","))
    return None


def _is_matched(text: str) -> bool:
    """Whether every bracket has its partner and every string its end; single quotes may hide brackets."""
    opened: list[str] = []
    for mark in _MARK.findall(text):
        if mark in ("{", "["):
            opened.append(mark)
        elif mark in _CLOSES:
            if not opened or opened.pop() != _CLOSES[mark]:
                return False
        elif mark == "'" or (mark[0] == '"' and (len(mark) == 1 or mark[-1] != '"')):
            return False
    return not opened


def _end(part: Slice, at: int, state: State, *, is_matched: bool) -> int | None:
    """Where the damaged member that starts at ``at`` ends: behind its comma or before a closing bracket."""
    if is_matched:
        return _end_by_brackets(part.text, at)
    part = part.using(Pool())  # what is only tried takes no known entry
    ends = islice(_seams(part.text, at), _MOST_SEAMS)
    end = next((end for end in ends if _reads(part, end, state.place)), None)
    return None if end is None or lowest_balance(part.text[at:end]) < -1 else end


def _end_by_brackets(text: str, at: int) -> int:
    depth = 0
    for match in _MARK.finditer(text, at):
        mark = match[0]
        if mark in ("{", "["):
            depth += 1
        elif mark in _CLOSES:
            depth -= 1
            if depth < 0:
                return match.start()
        elif mark == "," and depth == 0:
            following = skip(text, match.end())
            if text.startswith(('"', "}"), following):
                return following
    return len(text)


def _seams(text: str, at: int) -> Iterator[int]:
    """Places behind ``at`` where a member may start or the container end, whatever is inside of strings there."""
    for match in _SEAM.finditer(text, at):
        yield match.end()


def _reads(part: Slice, at: int, place: str) -> bool:
    """Whether the text reads to the end of the root from here on, with nothing behind it."""
    state = State(place, expects="any")
    try:
        while state != END:
            if at >= len(part.text):
                return False
            step = step_strict(part, at, state)
            at, state = step.end, step.after
    except Unsound:
        return False
    return all(getattr(item, "trailing", None) is None for item in step.items)


def _damaged(part: Slice, at: int, end: int, place: str) -> Step:
    """The step over a damaged stretch."""
    items, comma, _, problems, balance = cut_members(part.narrowed(at, end), State(place))
    is_last = part.text.startswith("}", end)
    if comma is not None and is_last:
        problems = (*problems, trailing_comma(comma))
    expects = "close" if is_last else "any"
    return Step(end, State(place, expects=expects), items, problems, balance)
