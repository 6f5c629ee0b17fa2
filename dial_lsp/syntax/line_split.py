"""Damaged text to chunks by its lines, so that a mistake stays in the entry it is made in.

Works for text laid out as people do: the root brace alone on its line, sections and entries on lines of their own. From
the line an entry starts on, everything indented deeper belongs to it, and closing brackets at its own indentation. That
stretch alone decides: it is sound, or the grammar reads it. No step looks behind the start of the following line.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from dial_lsp.syntax.chunks import Closing, Item, Lone, Opening, Placed, RootEnd, RootStart, State, moved
from dial_lsp.syntax.cutting import Cut, cut_members
from dial_lsp.syntax.problems import (
    extra_comma,
    missing_bracket,
    missing_comma,
    stray_bracket,
    tail_problem,
    trailing_comma,
)
from dial_lsp.syntax.slices import Step
from dial_lsp.syntax.strict import Unsound, read_key, skip
from dial_lsp.syntax.strict_split import END, root_tail, step_strict
from dial_lsp.text import Span
from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    import re

    from dial_lsp.syntax.slices import Slice
    from dial_lsp.syntax.tree import Problem

_LINE_END = compiled(r"[ \t]*+(?:[\r\n]|\Z)")
_LINE = compiled(r"[^\r\n]*+")
REST = compiled(r"[ \t\r\n]*+(,)?+[ \t\r\n]*+")
"""What stands behind a member."""
_BRACKETS = compiled(r"[\[\]{}]")
_NAME = compiled(r'"(?:[^"\\\r\n]++|\\[^\r\n])*+"[ \t]*+:')
_SWALLOWING = frozenset({"missing-value", "unclosed-string", "unexpected-text", "bad-literal", "unquoted-name"})


def starts_with_lines(part: Slice) -> bool:
    """Whether a text is laid out in lines: the root brace alone on its line, the first section deeper on another."""
    text = part.text
    brace = skip(text, 0)
    if not text.startswith("{", brace) or not _LINE_END.match(text, brace + 1):
        return False
    first = skip(text, brace + 1)
    return first < len(text) and (text[first] == "}" or part.indent(first, brace, 0) > part.indent(brace, 0, brace))


def step_lines(part: Slice, at: int, state: State) -> Step:
    """The next chunk, whatever the text."""
    text = part.text
    if state.place == "start":
        brace = skip(text, at)
        step = _to_next(part, at, brace + 1, State("root"), (RootStart(brace - at),))
        return step._replace(balance=1)
    if state.place == "section":
        if not text.startswith("}", at):
            if state.indent > state.section or text.startswith("]", at):
                return _members(part, at, state)
        elif state.indent >= state.section or not _ends_root(text, at):
            return _closer(part, at, State("root", indent=state.indent), (Closing(0),))
        step = _root(part, at, State("root", indent=state.indent))
        return step._replace(items=(Closing(None), *step.items))
    return _root(part, at, state)


def _root(part: Slice, at: int, state: State) -> Step:
    text = part.text
    if text.startswith("}", at):
        if _ends_root(text, at):
            tail = root_tail(text, at + 1)
            problems = (tail_problem(text, tail).shifted(-at),) if tail else ()
            return Step(len(text), END, (RootEnd(0, tail and tail.shifted(-at)),), problems, -1)
        step = _closer(part, at, State("root", indent=state.indent), ())
        return step._replace(problems=(stray_bracket(Span(0, 1)), *step.problems))
    return _opening(part, at, state) or _members(part, at, state)


def _ends_root(text: str, at: int) -> bool:
    """Whether the closing brace here ends the root: nothing that belongs into it follows."""
    following = skip(text, at + 1)
    return not text.startswith(('"', ",", "}", "]"), following)


def _opening(part: Slice, at: int, state: State) -> Step | None:
    """A section header: name, colon and an opening brace that ends its line."""
    text = part.text
    try:
        name, key_end, value_start = read_key(text, at)
    except Unsound:
        return _damaged_opening(part, at, state)
    key = Span(0, key_end - at)
    if text.startswith("{", value_start) and _LINE_END.match(text, value_start + 1):
        step = _to_next(part, at, value_start + 1, _inside(state), (Opening(name, key, value_start - at),))
        return step._replace(balance=1)
    if _NAME.match(text, value_start) and part.indent(value_start, at, state.indent) > state.indent:
        end = text.rindex(":", key_end, value_start) + 1
        step = _to_next(part, at, end, _inside(state), (Opening(name, key, end - at),))
        return step._replace(problems=(missing_bracket(end - at, "{"),))
    return None


def _damaged_opening(part: Slice, at: int, state: State) -> Step | None:
    """A line that ends in the only opening brace it has, with something wrong before it."""
    line = _LINE.match(part.text, at)
    header = line[0].rstrip(" \t") if line else ""
    if not header.endswith("{") or len(_BRACKETS.findall(header)) != 1:
        return None
    from dial_lsp.syntax.parser import parse_members

    read = parse_members(header, depth=1)
    if len(read.members) != 1 or read.members[0].value is None:
        return None
    member = read.members[0]
    brace = len(header) - 1
    problems = tuple(problem for problem in read.problems if problem.span != Span(brace, brace + 1))
    opening = Opening(member.key.value, member.key.span, brace)
    step = _to_next(part, at, at + len(header), _inside(state), (opening,))
    return step._replace(problems=problems, balance=1)


def _members(part: Slice, at: int, state: State) -> Step:
    """The members from here up to the next line that does not belong to them."""
    text = part.text
    end = boundary(text, at, state.indent)
    after = State(state.place, state.section, part.indent(end, at, state.indent) if end < len(text) else 0)
    ends = end == len(text) or text[end] in "}]" or (state.place == "section" and after.indent <= state.section)
    optional = ends and end < len(text) and text[end] not in "}]"
    read = _sound_members(part, at, end, state.place)
    items, comma, last_end, problems, balance = read or cut_members(part.narrowed(at, end), state)
    if comma is not None and ends and not optional and end < len(text):
        problems = (*problems, trailing_comma(comma))
    elif comma is None and not ends and last_end is not None and not _swallowed(problems, last_end):
        problems = (*problems, missing_comma(last_end))
    return Step(end, after, items, problems, balance)


def _sound_members(part: Slice, at: int, end: int, place: str) -> Cut | None:
    """The members from ``at`` to ``end`` if they are sound."""
    known = part.known_entry(at) if place == "section" else None
    if known is not None:
        rest = REST.fullmatch(part.text, at + len(known.text), end)
        if rest is not None:
            comma = rest.start(1) - at if rest[1] else None
            return Cut((Placed(0, part.taken(known)),), comma, len(known.text))
    text = part.narrowed(at, end)
    items: list[Item] = []
    here = 0
    last_end = 0
    state = State(place, expects="member")
    try:
        while here < len(text.text):
            step = step_strict(text, here, state)
            if isinstance(step.items[0], Closing) and place == "section":
                return None
            items += (moved(item, here) for item in step.items)
            last_end = _end_of(items, here)
            here, state = step.end, step.after
    except Unsound:
        return None
    if state.place != place:
        return None
    comma = text.text.rindex(",", last_end) if state.expects == "member" else None
    return Cut(tuple(items), comma, last_end)


def _swallowed(problems: tuple[Problem, ...], end: int) -> bool:
    """Whether something already reported at the end of the last value may have swallowed its comma."""
    return any(problem.span.end >= end - 1 and problem.code in _SWALLOWING for problem in problems)


def _end_of(items: list[Item], here: int) -> int:
    """Where the value a strict step read ends."""
    last = items[-1]
    if isinstance(last, Placed):
        return last.at + len(last.entry.text)
    return last.at + len(last.entry.text) if isinstance(last, Lone) else here + 1


@lru_cache(maxsize=64)
def _next_member(indent: int) -> re.Pattern[str]:
    """The next line that is indented as much and starts like a member, or less and is a member or a closing bracket."""
    less = rf"[ \t]{{0,{indent - 1}}}+(?={_NAME.pattern}|[}}\]](?![ \t]*+\"))|" if indent else ""
    return compiled(rf"[\r\n](?:{less}[ \t]{{{indent}}}(?=[^ \t\r\n,:{{}}\[\]]))")


def boundary(text: str, at: int, indent: int) -> int:
    """Where the next line starts that does not belong to the member here, which is indented so far."""
    match = _next_member(indent).search(text, at)
    return match.end() if match else len(text)


def _closer(part: Slice, at: int, after: State, items: tuple[Item, ...]) -> Step:
    """The chunk of a closing brace and the commas behind it."""
    text = part.text
    end = skip(text, at + 1)
    commas: list[int] = []
    while text.startswith(",", end):
        commas.append(end - at)
        end = skip(text, end + 1)
    problems = tuple(extra_comma(comma) for comma in commas[1:])
    if commas and text.startswith("}", end):
        problems = (trailing_comma(commas[0]), *problems)
    elif not commas and not text.startswith("}", end) and end < len(text):
        problems = (missing_comma(1), *problems)
    return _to_next(part, at, end, after, items)._replace(problems=problems, balance=-1)


def _inside(state: State) -> State:
    """Inside a section whose header stands where ``state`` was."""
    return State("section", section=state.indent, indent=state.indent)


def _to_next(part: Slice, at: int, end: int, after: State, items: tuple[Item, ...]) -> Step:
    """The chunk up to the next thing that matters; ``after`` knows the indentation of the line of ``at``."""
    following = skip(part.text, end)
    indent = part.indent(following, at, after.indent) if following < len(part.text) else 0
    return Step(following, after._replace(indent=indent), items)
