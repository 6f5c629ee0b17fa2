"""Balanced brackets between the lexer and the parser, as Lark's Indenter balances indentation.

Balanced text passes unchanged. In any other text, lines and their indentation say where a bracket was forgotten or is
too much. A bracket that had to be invented is a token without text; a closer without opener becomes a STRAY token; a
closer of the wrong kind takes the type that was due and keeps its text. The callbacks of the parser turn these into
problems. One pass with counts per kind of bracket, no search: the time is linear in the number of tokens.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from lark import Token

from dial_lsp.syntax.strict import MAX_DEPTH

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

CLOSER = {"LBRACE": "RBRACE", "LSQB": "RSQB"}
OPENER = {closer: opener for opener, closer in CLOSER.items()}
_TEXT_OF = {"LBRACE": "{", "LSQB": "["}
NAMES = ("STRING", "BAD_STRING", "UNCLOSED", "QUOTED", "WORD")


def balanced(tokens: list[Token]) -> list[Token]:
    """The same tokens, with every bracket matched."""
    return _Balancer(tokens).run()


def cut_depth(tokens: Iterable[Token], depth: int) -> Iterator[Token]:
    """The tokens, with everything nested deeper than Core reads as one DEEP token per place."""
    cut: Token | None = None
    for token in tokens:
        if token.type in CLOSER:
            depth += 1
            if depth == MAX_DEPTH + 1:
                cut = token
        if cut is None:
            yield token
        if token.type in OPENER:
            depth -= 1
            if cut is not None and depth == MAX_DEPTH:
                yield Token("DEEP", str(cut), cut.start_pos, cut.line, cut.column, end_pos=token.end_pos)
                cut = None


def are_balanced(tokens: list[Token]) -> bool:
    """Whether every bracket is closed by one of its kind."""
    stack: list[str] = []
    for token in tokens:
        if token.type in CLOSER:
            stack.append(CLOSER[token.type])
        elif token.type in OPENER and (not stack or stack.pop() != token.type):
            return False
    return not stack


class _Open(NamedTuple):
    type: str
    line: int
    indent: int


class _Balancer:
    """One pass over unbalanced tokens."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.out: list[Token] = []
        self.stack: list[_Open] = []
        self.line = 0
        self.indent = 0
        self.indent_above = 0
        self.surplus = Counter(t.type for t in tokens if t.type in CLOSER)
        self.surplus.subtract(OPENER[t.type] for t in tokens if t.type in OPENER)
        self.open: Counter[str] = Counter()
        self.indented = len({t.column for t in _line_starts(tokens)}) > 1

    def run(self) -> list[Token]:
        """The balanced tokens."""
        for index, token in enumerate(self.tokens):
            first = token.line != self.line
            if first:
                self.indent_above = self.indent
                self.line, self.indent = line_of(token), self._indent_at(index)
            if token.type in OPENER:
                self._close(token, first=first)
                continue
            named = self._is_name(index)
            if first and named and self.indented:
                self._dedent()
            self._forgotten(token, named=named, first=first)
            if token.type in CLOSER:
                self._open_bracket(token)
            else:
                self.out.append(token)
        while self.stack:
            self._invent_closer()
        return self.out

    def _is_name(self, index: int) -> bool:
        following = self.tokens[index + 1].type if index + 1 < len(self.tokens) else ""
        return self.tokens[index].type in NAMES and following in ("COLON", "EQUALS")

    def _indent_at(self, index: int) -> int:
        """The column at which a line starts, not counting punctuation that got lost before its indentation."""
        token = self.tokens[index]
        following = self.tokens[index + 1] if index + 1 < len(self.tokens) else token
        lost = following.line == token.line and column_of(following) > column_of(token) + len(token) + 1
        return column_of(following if lost and not self._is_name(index) else token)

    def _dedent(self) -> None:
        """A line no deeper than the line of an opener does not belong to it any more."""
        while self.stack and self.stack[-1].indent >= self.indent and self.surplus[self.stack[-1].type] > 0:
            self._invent_closer()

    def _forgotten(self, token: Token, *, named: bool, first: bool) -> None:
        """Brackets that must have been meant before this token."""
        top = self.stack[-1].type if self.stack else ""
        last = self.out[-1] if self.out else None
        if named and first and top == "LSQB" and self.surplus["LSQB"] > 0:
            self._invent_closer()
        elif named and top == "LSQB" and self.surplus["LBRACE"] < 0:
            self._invent_opener("LBRACE", token)
        elif last is not None and last.type == "COLON" and (not first or self.indent > self.indent_above):
            if named and self.surplus["LBRACE"] < 0:
                self._invent_opener("LBRACE", token)
            elif first and not named and self.surplus["LSQB"] < 0 and token.type != "LSQB":
                self._invent_opener("LSQB", token)

    def _open_bracket(self, token: Token) -> None:
        last = self.out[-1].type if self.out else "COLON"
        nameless = bool(self.stack) and self.stack[-1].type == "LBRACE" and last in ("LBRACE", "COMMA", *OPENER)
        if nameless and self.surplus[token.type] > 0:
            self.surplus[token.type] -= 1
            self.out.append(_as(token, "STRAY"))
            return
        self._push(token, indent=self.indent if self.out else 0)

    def _close(self, token: Token, *, first: bool) -> None:
        kind = OPENER[token.type]
        if first and self.indented:
            while self.stack and self.stack[-1].indent > self.indent and self.surplus[self.stack[-1].type] > 0:
                self._invent_closer()
        top = self.stack[-1] if self.stack else None
        if top is None or self._too_much(top, kind, first=first):
            self.surplus[kind] += 1
            self.out.append(_as(token, "STRAY"))
        elif top.type == kind:
            self._pop(token)
        elif self.surplus[kind] < 0 < self.surplus[top.type]:
            self.surplus[kind] += 1
            self.surplus[top.type] -= 1
            self._pop(_as(token, CLOSER[top.type]))
        elif self.open[kind]:
            while self.stack[-1].type != kind:
                self._invent_closer()
            self._pop(token)
        else:
            self.surplus[kind] += 1
            self.out.append(_as(token, "STRAY"))

    def _too_much(self, top: _Open, kind: str, *, first: bool) -> bool:
        """Whether a closer is one too many, going by its place."""
        if self.surplus[kind] >= 0 or not self.indented or top.line == self.line:
            return False
        return not first or top.indent < self.indent

    def _push(self, token: Token, *, indent: int) -> None:
        self.stack.append(_Open(token.type, line_of(token), indent))
        self.open[token.type] += 1
        self.out.append(token)

    def _pop(self, token: Token) -> None:
        self.open[self.stack.pop().type] -= 1
        self.out.append(token)

    def _invent_closer(self) -> None:
        kind = self.stack[-1].type
        self.surplus[kind] -= 1
        comma = self.out.pop() if self.out[-1].type == "COMMA" else None
        last = self.out[-1]
        self._pop(Token(CLOSER[kind], "", last.end_pos, last.line, last.column, end_pos=last.end_pos))
        if comma is not None:
            self.out.append(comma)

    def _invent_opener(self, kind: str, before: Token) -> None:
        self.surplus[kind] += 1
        at = self.out[-1].end_pos if self.out else before.start_pos
        line = line_of(self.out[-1] if self.out else before)
        opener = Token(kind, "", at, line, before.column, end_pos=at)
        self._push(opener, indent=self.indent if line == self.line else self.indent_above)


def _line_starts(tokens: list[Token]) -> Iterator[Token]:
    line = 0
    for token in tokens:
        if token.line != line:
            line = line_of(token)
            yield token


def line_of(token: Token) -> int:
    """The line of a token; the lexer always says it."""
    return token.line or 0


def column_of(token: Token) -> int:
    """The column of a token; the lexer always says it."""
    return token.column or 0


def _as(token: Token, kind: str) -> Token:
    return Token.new_borrow_pos(kind, str(token), token)
