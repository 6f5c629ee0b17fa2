"""Text to tree through the grammar: containers say what is missing between their parts, or too much.

The only module that runs Lark; it is imported when somebody needs a tree, which on a sound file may be never.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from lark import Lark, Token, Transformer

from dial_lsp.syntax.chunks import kind_of
from dial_lsp.syntax.containers import Read, array_node, object_node, read_members
from dial_lsp.syntax.leaves import leaf, span_of
from dial_lsp.syntax.lexer import FoldingLexer, Stretch, all_unfolded, parts_of
from dial_lsp.syntax.problems import tail_problem
from dial_lsp.syntax.tree import MISSING, ArrayNode, Member, Node, ObjectNode, Problem, nodes
from dial_lsp.text import Edit, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Part = Token | ObjectNode | ArrayNode
_NAMED = ("STRING", "BAD_STRING", "UNCLOSED", "QUOTED", "WORD", "NUMBER", "LITERAL")


class Members(NamedTuple):
    """Members as they stand in a text without the braces around them.

    ``comma`` is the offset of the comma behind the last one, if any; ``problems`` are all, those of the trees included.
    """

    members: tuple[Member, ...]
    comma: int | None
    problems: tuple[Problem, ...]


class Root(NamedTuple):
    """What a whole text holds: ``kind`` of the root value, its members, and the extent of its braces if it has any."""

    kind: str
    members: tuple[Member, ...]
    braces: Span | None
    trailing: Span | None
    problems: tuple[Problem, ...]


def parse_members(text: str, depth: int) -> Members:
    """Read members that stand inside ``depth`` open brackets; ``text`` has blanks for comments."""
    read = read_members(_parts(text, depth))
    problems = [*read.problems, *all_problems(read.members)]
    return Members(read.members, read.comma, tuple(sorted(problems, key=_place)))


def parse_root(text: str) -> Root:
    """Read a whole text; ``text`` has blanks for comments."""
    parts = _parts(text, 0)
    first = next((part for part in parts if not isinstance(part, Token)), None)
    lead = parts[: parts.index(first)] if first is not None else parts
    if isinstance(first, ObjectNode) and not any(isinstance(part, Token) and part.type in _NAMED for part in lead):
        return _braced(text, first, parts)
    read = read_members(parts)
    if not read.members or _is_plain_value(parts):
        kind = "array" if isinstance(parts[0], ArrayNode) else kind_of_token(parts[0])
        problems = tuple(all_problems(part for part in parts[:1] if not isinstance(part, Token)))
        return Root(kind, (), None, None, problems)
    problems = (*read.problems, *all_problems(read.members))
    return Root("object", read.members, None, None, tuple(sorted(problems, key=_place)))


def _braced(text: str, root: ObjectNode, parts: Sequence[Part]) -> Root:
    """The first object is the root; members behind it were meant to be in it, anything else is not read by Core."""
    behind = parts[parts.index(root) + 1 :]
    members = root.members
    problems = all_problems([root])
    for part in parts[: parts.index(root)]:
        if isinstance(part, Token):
            problems.append(Problem(span_of(part), "unexpected-text", "nothing may stand before the root object"))
    trailing = None
    if behind:
        rest = read_members(behind)
        if rest.members and rest.members[0].colon is not None:
            members += rest.members
            problems += all_problems(rest.members)
            problems.append(_closed_early(root, rest))
        else:
            trailing = Span(_start(behind[0]), len(text.rstrip(" \t\r\n")))
            problems.append(tail_problem(text, trailing))
    return Root("object", members, root.span, trailing, tuple(sorted(problems, key=_place)))


def parse_entry(text: str, depth: int) -> Member:
    """The tree of a sound entry, which is exactly one member; ``text`` has blanks for comments."""
    return parse_members(text, depth).members[0]


def all_problems(roots: Iterable[Member | Node]) -> list[Problem]:
    """The problems of these trees."""
    return [problem for root in roots for part in nodes(root) for problem in part.problems]


def _closed_early(root: ObjectNode, rest: Read) -> Problem:
    """The brackets that end the root before its last members; the last closing bracket of the text is the real one."""
    strays = [problem.span for problem in rest.problems if problem.code == "stray-bracket"]
    extra = [Span(root.end - 1, root.end), *strays[:-1]]
    repairs = [Edit(span, "") for span in extra]
    if not strays:
        end = rest.members[-1].end
        repairs.append(Edit(Span(end, end), "}"))
    message = "unmatched bracket; Core reads nothing behind it"
    return Problem(extra[-1], "stray-bracket", message, tuple(repairs))


def _start(part: Part) -> int:
    return span_of(part).start if isinstance(part, Token) else part.start


def _is_plain_value(parts: Sequence[Part]) -> bool:
    """Whether a text without braces is a value rather than members."""
    first = parts[0]
    if not isinstance(first, Token):
        return True
    second = parts[1] if len(parts) > 1 else None
    return not (isinstance(second, Token) and second.type in ("COLON", "EQUALS")) and not any(
        isinstance(part, Token) and part.type in ("COLON", "EQUALS") for part in parts
    )


def kind_of_token(part: Part) -> str:
    """The kind of value a root that is no object stands for."""
    if not isinstance(part, Token) or part.type == "WORD":
        return "missing"
    node = leaf(part) if part.type in _NAMED else None
    return "missing" if node is None or node.value is MISSING else kind_of(node.value)


def _place(problem: Problem) -> tuple[int, int]:
    return problem.span


def _parts(text: str, depth: int) -> Sequence[Part]:
    parts: Sequence[Part] = _lark().parse(Stretch(text, depth))  # type: ignore[assignment]
    return parts


class _Builder(Transformer[Token, Any]):
    """Nodes straight from the parser's reductions; no Lark tree is built."""

    def start(self, parts: list[Part]) -> list[Part]:
        return all_unfolded(parts_of(parts))

    def object(self, parts: list[Any]) -> ObjectNode:
        return object_node(parts_of(parts))

    def array(self, parts: list[Any]) -> ArrayNode:
        return array_node(parts_of(parts))


@cache
def _lark() -> Lark:
    grammar = Path(__file__).with_name("jsonc.lark").read_text(encoding="utf-8")
    return Lark(grammar, parser="lalr", lexer=FoldingLexer, transformer=_Builder(), maybe_placeholders=False)
