"""Damaged members, read by the grammar, cut into sections and entries."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from dial_lsp.syntax.chunks import Closing, Item, Lone, Opening, Placed, State
from dial_lsp.syntax.prefix import is_too_long, sound_prefix, too_long
from dial_lsp.syntax.tree import Member, ObjectNode, Problem, shift
from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dial_lsp.syntax.slices import Slice


_QUOTE = compiled(r'(?<!\\)"')
_MOST_QUOTES = 100
_STRINGS_AND_BRACKETS = compiled(r'"(?:[^"\\\r\n]++|\\[^\r\n])*+"|[\[\]{}]')


class Cut(NamedTuple):
    """What a stretch of members holds: ``comma`` stands behind the last one, which ends at ``last_end``."""

    items: tuple[Item, ...]
    comma: int | None
    last_end: int | None
    problems: tuple[Problem, ...] = ()
    balance: int = 0


def cut_members(part: Slice, state: State) -> Cut:
    """The members of a damaged slice that stands in the root or in a section."""
    if is_too_long(part.text):
        items, problem = sound_prefix(part, State(state.place, expects="member"), too_long())
        return Cut(items, None, None, (problem,), _balance(part.text))
    from dial_lsp.syntax.parser import parse_members

    depth = 2 if state.place == "section" else 1
    # The first line keeps its indentation, by which brackets are told apart.
    read = parse_members(" " * state.indent + part.text, depth)
    problems = tuple(problem.shifted(-state.indent) for problem in read.problems)
    for member in read.members:
        shift(member, -state.indent)
    last_end = read.members[-1].end if read.members else None
    found = entries_of(part, read.members, problems) if depth > 1 else sections_of(part, read.members, problems)
    comma = None if read.comma is None else read.comma - state.indent
    return Cut(tuple(found), comma, last_end, problems, _balance(part.text))


def _balance(text: str) -> int:
    """How many more brackets a text opens than it closes."""
    return sum(_steps(text))


def lowest_balance(text: str) -> int:
    """The least that more brackets are opened than closed, from the start of a text up to anywhere in it."""
    return min(accumulate(_steps(text)), default=0)


def closes_at_most_one(text: str) -> bool:
    """Whether no more than one bracket is closed that is opened before a text, in which a quote may have been lost."""
    if lowest_balance(text) >= -1:
        return True
    quotes = [match.start() for match in _QUOTE.finditer(text)]
    lost = quotes[:_MOST_QUOTES] if len(quotes) % 2 else ()
    return any(lowest_balance(f'{text[:at]}"{text[at:]}') >= -1 for at in lost)


def _steps(text: str) -> Iterator[int]:
    found = (match[0] for match in _STRINGS_AND_BRACKETS.finditer(text))
    return (1 if bracket in "{[" else -1 for bracket in found if len(bracket) == 1)


def sections_of(part: Slice, members: Iterable[Member], problems: Sequence[Problem]) -> Iterator[Item]:
    """Members of the root object as sections; ``problems`` are sorted."""
    for member in members:
        key = member.key.span
        value = member.value
        if isinstance(value, ObjectNode):
            start, end = value.span
            yield Opening(member.key.value, key, start)
            yield from entries_of(part, value.members, problems)
            yield Closing(end - 1)
        else:
            at, span = member.start, value.span if value else None
            yield Lone(at, member.key.value, key, span, part.damaged_entry(None, member, problems))


def entries_of(part: Slice, members: Iterable[Member], problems: Sequence[Problem]) -> Iterator[Item]:
    """Members of a section as entries."""
    for member in members:
        at = member.start
        yield Placed(at, part.damaged_entry(member.key.value, member, problems))
