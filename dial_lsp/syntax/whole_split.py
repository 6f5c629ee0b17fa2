"""Any other text: damaged with no lines to go by, without braces, or with a root that is no object.

One chunk holds all of it, unless damage stays in members.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dial_lsp.syntax.chunks import Item, RootEnd, RootStart, Split, State, kind_of
from dial_lsp.syntax.cutting import sections_of
from dial_lsp.syntax.member_split import chunks_by_member
from dial_lsp.syntax.prefix import is_too_long, sound_prefix, too_long
from dial_lsp.syntax.problems import empty, missing_braces, not_an_object
from dial_lsp.syntax.slices import Step
from dial_lsp.syntax.strict import Unsound, ends_word, read_value, skip
from dial_lsp.syntax.strict_split import START, root_tail
from dial_lsp.text import Edit, Span

if TYPE_CHECKING:
    from dial_lsp.syntax.slices import Slice
    from dial_lsp.syntax.tree import Problem

WHOLE = State("whole")


def split_whole(part: Slice) -> Split:
    """The text as one chunk."""
    text = part.text
    start = skip(text, 0)
    if start == len(text):
        return _split(part, "empty", (), (empty(len(text)),))
    other = _other_root(part, start)
    if other is not None:
        return other
    chunks = chunks_by_member(part)
    if chunks is not None:
        return Split("members", "object", chunks)
    if is_too_long(text):
        return split_prefix(part, too_long())
    return _parsed(part, start)


def split_prefix(part: Slice, reason: str) -> Split:
    """The sound start of a text, the rest of which is left out for a reason."""
    items, problem = sound_prefix(part, START, reason)
    return _split(part, "object" if items else "missing", items, (problem,))


def _split(
    part: Slice, root_kind: str, items: tuple[Item, ...], problems: tuple[Problem, ...], reading: str = "whole"
) -> Split:
    chunk = part.chunk(0, WHOLE, Step(len(part.text), WHOLE, items, problems))
    return Split(reading, root_kind, (chunk,))


def _other_root(part: Slice, start: int) -> Split | None:
    """A sound root that is no object."""
    text = part.text
    if text.startswith("{", start):
        return None
    try:
        value, end = read_value(text, start, depth=0)
    except Unsound:
        return None
    if value is None:
        if not ends_word(text, end):
            return None
    elif text.startswith((":", ",", "=", '"'), skip(text, end)):
        return None  # members without braces, more likely
    root = Span(start, end if not isinstance(value, list) else start + 1)
    problems = () if value is None else (not_an_object(root),)
    return _split(part, kind_of(value), (RootEnd(end - 1, root_tail(text, end)),), problems, "scalar")


def _parsed(part: Slice, start: int) -> Split:
    """A text the grammar has to read."""
    from dial_lsp.syntax.parser import parse_root

    root = parse_root(part.text)
    problems = list(root.problems)
    end = len(part.text.rstrip(" \t\r\n"))
    items: list[Item] = []
    if root.kind != "object":
        problems.append(not_an_object(Span(start, start + 1)))
        return _split(part, root.kind, (), tuple(problems))
    if root.braces is None:
        edits = (Edit(Span(start, start), "{"), Edit(Span(end, end), "}"))
        problems.append(missing_braces(Span(start, root.members[0].key.end if root.members else start + 1), edits))
    else:
        items.append(RootStart(root.braces.start))
    problems.sort(key=lambda problem: problem.span)
    items += sections_of(part, root.members, problems)
    items.append(RootEnd(root.braces.end - 1 if root.braces else end, root.trailing))
    return _split(part, "object", tuple(items), tuple(problems))
