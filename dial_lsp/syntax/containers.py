"""What the parts between two brackets mean: members, elements, and what is wrong between them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from lark import Token

from dial_lsp.syntax.leaves import key, leaf, member, span_of
from dial_lsp.syntax.lexer import all_unfolded, is_member
from dial_lsp.syntax.problems import (
    CLOSING,
    extra_comma,
    missing_bracket,
    missing_comma,
    stray_bracket,
    trailing_comma,
    unclosed_bracket,
)
from dial_lsp.syntax.tree import ArrayNode, Member, Node, ObjectNode, Problem
from dial_lsp.text import Edit, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

_NAMES = frozenset({"STRING", "BAD_STRING", "UNCLOSED", "QUOTED", "WORD", "NUMBER", "LITERAL"})
_LEAVES = _NAMES | {"DEEP"}
_COMMAS = frozenset({"COMMA", "SEMICOLON"})
_COLONS = frozenset({"COLON", "EQUALS"})
_MEANT = _LEAVES | _COLONS | {"MEMBER"}
_BRACKET = {"LBRACE": "{", "LSQB": "["}


class Read(NamedTuple):
    """Members, the offset of a comma left over at the end, and the problems between members."""

    members: tuple[Member, ...]
    comma: int | None
    problems: tuple[Problem, ...]


def object_node(parts: Sequence[Any]) -> ObjectNode:
    """The object between and including its braces."""
    opener, closer = parts[0], parts[-1]
    read = read_members(parts[1:-1])
    problems = [*read.problems, *_bracket_problems(opener, closer)]
    if read.comma is not None:
        problems.append(trailing_comma(read.comma))
    return ObjectNode(span_of(opener).start, span_of(closer).end, read.members, tuple(problems))


def array_node(parts: Sequence[Any]) -> ArrayNode:
    """The array between and including its square brackets."""
    opener, closer = parts[0], parts[-1]
    reader = _Reader(all_unfolded(parts[1:-1]))
    elements: list[Node] = []
    while (part := reader.next()) is not None:
        if not isinstance(part, Token) or part.type in _LEAVES:
            if reader.glued(part):
                continue
            node = leaf(part) if isinstance(part, Token) else part
            reader.value_starts()
            elements.append(node)
            reader.value_ends(node.end, part)
        elif part.type in _COLONS:
            reader.unexpected(part, "an array holds values without names")
            reader.comma = span_of(part).start
            reader.between_damaged = True
    problems = [*reader.problems, *_bracket_problems(opener, closer)]
    if reader.comma is not None and not reader.between_damaged:
        problems.append(trailing_comma(reader.comma))
    return ArrayNode(span_of(opener).start, span_of(closer).end, tuple(elements), tuple(problems))


def read_members(parts: Sequence[Any]) -> Read:
    """Members from what stands between two braces, or at the top of a text without braces."""
    reader = _Reader(parts)
    members: list[Member] = []
    while (part := reader.next()) is not None:
        if is_member(part):
            reader.value_starts()
            members.append(member(part))
            reader.value_ends(part.end_pos, part)
        elif isinstance(part, Token) and part.type in _NAMES:
            if reader.glued(part, is_name=reader.peek() in _COLONS):
                continue
            reader.value_starts()
            found, last = _member(part, reader)
            members.append(found)
            reader.value_ends(found.end, last)
        elif isinstance(part, Token) and part.type in _COLONS:
            reader.problem(span_of(part), "missing-key", "a name is missing before the colon")
            if _is_value(reader):
                reader.next()
            reader.between_damaged = True
        elif not isinstance(part, Token) or part.type == "DEEP":
            span = Span(part.start, part.start + 1) if not isinstance(part, Token) else span_of(part)
            reader.problem(span, "missing-key", "a name is missing before this value")
            reader.between_damaged = True
    return Read(tuple(members), reader.comma, tuple(reader.problems))


class _Reader:
    """Walks over the parts of one container and looks after its commas."""

    def __init__(self, parts: Sequence[Any]) -> None:
        self.problems: list[Problem] = []
        self.parts = self._without_odd_blanks(parts)
        self.at = 0
        self.comma: int | None = None
        self.last: Any = None
        self.last_end: int | None = None
        self.between_damaged = False

    def next(self) -> Any:
        """The next part that is not about commas or plain damage; None at the end."""
        while self.at < len(self.parts):
            part = self.parts[self.at]
            self.at += 1
            if not isinstance(part, Token) or part.type in _MEANT:
                return part
            if part.type in _COMMAS:
                self._separator(part)
            else:
                self._stray(part)
        return None

    def peek(self, ahead: int = 0) -> str:
        """The token type of a part further on; "value" for a container, "" at the end."""
        if self.at + ahead >= len(self.parts):
            return ""
        part = self.parts[self.at + ahead]
        return str(part.type) if isinstance(part, Token) else "value"

    def problem(self, span: Span, code: str, message: str, *edits: Edit) -> None:
        """Note something wrong."""
        self.problems.append(Problem(span, code, message, edits))

    def unexpected(self, part: Token, message: str = "this does not belong here") -> None:
        """Note text that has no meaning."""
        self.problem(span_of(part), "unexpected-text", message)

    def glued(self, part: Any, *, is_name: bool = False) -> bool:
        """Whether a word follows a value without a comma: then it is taken as damage, not as the next part."""
        if not isinstance(part, Token) or part.type not in ("WORD", "UNCLOSED") or is_name:
            return False
        if self.last_end is None or self.comma is not None or self.last.line != part.line:
            return False
        if not self.between_damaged and not _is_bad(self.last):
            self.unexpected(part)
        self.between_damaged = True
        return True

    def value_starts(self) -> None:
        """Note a missing comma before the member or element that starts here."""
        if self.last_end is not None and self.comma is None and not self.between_damaged:
            self.problems.append(missing_comma(self.last_end))

    def value_ends(self, end: int, last: Any) -> None:
        """A member or element ended here; ``last`` is its last part."""
        self.last_end = end
        self.last = last if isinstance(last, Token) else _Nowhere
        self.comma = None
        self.between_damaged = _is_bad(last)

    def _separator(self, part: Token) -> None:
        span = span_of(part)
        if self.last_end is None or self.comma is not None:
            if not self.between_damaged:
                self.problems.append(extra_comma(span.start))
            return
        self.comma = span.start
        self.between_damaged = False
        if part.type == "SEMICOLON":
            self.problem(span, "bad-separator", "a comma is expected here", Edit(span, ","))

    def _stray(self, part: Token) -> None:
        self.problems.append(stray_bracket(span_of(part)))

    def _without_odd_blanks(self, parts: Sequence[Any]) -> list[Any]:
        """The parts without characters that only look blank; a run of them is one problem."""
        kept: list[Any] = []
        runs: list[Span] = []
        for part in parts:
            if not isinstance(part, Token) or part.type != "OTHER":
                kept.append(part)
            elif runs and runs[-1].end == part.start_pos:
                runs[-1] = Span(runs[-1].start, span_of(part).end)
            else:
                runs.append(span_of(part))
        for run in runs:
            self.problem(run, "bad-character", "this character may not stand between values", Edit(run, " "))
        return kept


class _Nowhere:
    line = -1
    type = ""


def _member(name: Token, reader: _Reader) -> tuple[Member, Any]:
    """The member that starts with this name, and the last part it is made of."""
    node = key(name)
    colon: int | None = None
    last: Any = name
    if reader.peek() in _COLONS:
        last = reader.next()
        colon = span_of(last).start
        if last.type == "EQUALS":
            reader.problem(span_of(last), "missing-colon", "a colon is expected here", Edit(span_of(last), ":"))
        while reader.peek() in _COLONS:
            reader.unexpected(reader.next(), "one colon is enough")
    if not _is_value(reader, after_colon=colon is not None, line=name.line):
        if not node.problems:
            span = node.span if colon is None else Span(colon, colon + 1)
            reader.problem(span, "missing-value", "a value is missing here")
        return Member(node, colon, None), last
    part = reader.next()
    if colon is None and not node.problems:
        edit = Edit(Span(node.end, node.end), ":")
        reader.problem(Span(node.end - 1, node.end), "missing-colon", "a colon is missing here", edit)
    return Member(node, colon, leaf(part) if isinstance(part, Token) else part), part


def _is_value(reader: _Reader, *, after_colon: bool = True, line: int | None = None) -> bool:
    """Whether the next part is the value of the name just read, not the next name."""
    kind = reader.peek()
    if kind == "value":
        return True
    if kind not in _LEAVES:
        return False
    if kind in _NAMES and reader.peek(1) in _COLONS:
        return False
    return after_colon or reader.parts[reader.at].line == line


def _is_bad(part: Any) -> bool:
    """Whether a part ends in damage that may have swallowed a comma."""
    return isinstance(part, Token) and part.type in ("UNCLOSED", "WORD", *_COLONS)


def _bracket_problems(opener: Token, closer: Token) -> list[Problem]:
    bracket = _BRACKET[opener.type]
    if not str(opener):
        return [missing_bracket(span_of(opener).start, bracket)]
    if not str(closer):
        return [unclosed_bracket(span_of(opener).start, span_of(closer).end, bracket)]
    due = CLOSING[bracket]
    if str(closer) != due:
        span = span_of(closer)
        return [Problem(span, "stray-bracket", f'"{due}" is expected here', (Edit(span, due),))]
    return []
