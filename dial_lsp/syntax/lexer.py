"""The lexer of the grammar: one regular expression made of its terminals, and whole members taken at once.

Lark calls it in the place of its own, which makes a token of each mark. A member whose value is a sound leaf,
``"name": 1``, is one token here, MEMBER, in text whose brackets match and whose strings end; any other text is taken
mark by mark and goes through ``brackets.py``. ``tests/syntax/test_lexer.py`` holds that this changes no tree and no
problem.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from lark import Token
from lark.lexer import Lexer

from dial_lsp.syntax.brackets import are_balanced, balanced, cut_depth
from dial_lsp.syntax.quotes import mend_quotes
from dial_lsp.text import Span
from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator, Mapping

_BLANKS = "[ \t\r\n]*+"
_BRACKETS = frozenset({"LBRACE", "RBRACE", "LSQB", "RSQB"})
LEAVES = ("STRING", "NUMBER", "LITERAL")


class Stretch(NamedTuple):
    """What is parsed: a text, with blanks for comments, that stands inside ``depth`` open brackets."""

    text: str
    depth: int


class FoldingLexer(Lexer):
    """What ``Lark(lexer=...)`` takes; the terminals are those of the grammar."""

    __future_interface__ = 2

    def __init__(self, conf: Any) -> None:
        by_weight = sorted(conf.terminals, key=_weight)
        terminals = {one.name: one.pattern.to_regexp() for one in by_weight if one.name not in conf.ignore}
        each = "|".join(f"(?P<{name}>{pattern})" for name, pattern in terminals.items())
        self._marks = compiled(f"{_BLANKS}(?:{each})")
        self._folding = compiled(f"{_BLANKS}(?:{_member(terminals)}|{each})")

    def lex(self, lexer_state: Any, parser_state: Any) -> Iterator[Token]:  # noqa: ARG002 -- Lark's signature
        """The tokens of a stretch, with every bracket matched and nothing nested too deep."""
        stretch: Stretch = lexer_state.text
        tokens = _tokens(self._folding, stretch.text)
        if not _is_whole(tokens):
            tokens = mend_quotes(_tokens(self._marks, stretch.text))
            if not are_balanced(tokens):
                tokens = balanced(tokens)
        return _in_runs(cut_depth(tokens, stretch.depth))


def _weight(terminal: Any) -> tuple[Any, ...]:
    """Which terminal is tried first where several match: Lark's own order."""
    pattern = terminal.pattern
    return -terminal.priority, -pattern.max_width, -len(pattern.value), terminal.name


def _member(terminals: Mapping[str, str]) -> str:
    """A name, a colon and a sound leaf on one line, with no name in the place of the leaf."""
    leaves = "|".join(f"(?P<MEMBER_{name}>{terminals[name]})" for name in LEAVES)
    name, colon = terminals["STRING"], terminals["COLON"]
    return rf"(?P<MEMBER>(?P<NAME>{name})[ \t]*+(?P<SEPARATOR>{colon})[ \t]*+(?:{leaves})(?!{_BLANKS}[:=]))"


def _tokens(pattern: re.Pattern[str], text: str) -> list[Token]:
    found: list[Token] = []
    end = 0
    line, line_start = 1, 0
    for match in pattern.finditer(text, 0, len(text.rstrip(" \t\r\n"))):
        kind = match.lastgroup or ""
        start = match.start(kind)
        breaks = text.count("\n", end, start) if start > end else 0
        if breaks:
            line += breaks
            line_start = text.rindex("\n", end, start) + 1
        end = match.end()
        token = _token(kind, match[kind], Span(start, end))
        token.line, token.column = line, start - line_start + 1
        if kind == "MEMBER":
            token.value = match
        found.append(token)
    return found


def _in_runs(tokens: Iterable[Token]) -> Iterator[Token]:
    """The brackets, and between two of them one token whose value is all others."""
    run: list[Token] = []
    for token in tokens:
        if token.type not in _BRACKETS:
            run.append(token)
            continue
        if run:
            yield _run(run)
            run = []
        yield token
    if run:
        yield _run(run)


def _run(tokens: list[Token]) -> Token:
    run = _token("RUN", "", Span(tokens[0].start_pos or 0, tokens[-1].end_pos or 0))
    run.value = tokens
    return run


def _token(kind: str, text: str, span: Span) -> Token:
    """A token, made without Lark's own constructor, which takes three times as long."""
    token = str.__new__(Token, text)
    token.type, token.value = kind, text
    token.start_pos, token.end_pos = span
    token.line = token.column = token.end_line = token.end_column = None
    return token


def _is_whole(tokens: list[Token]) -> bool:
    return not any(token.type == "UNCLOSED" for token in tokens) and are_balanced(tokens)


def parts_of(reduced: Iterable[Any]) -> list[Any]:
    """What the parser hands to a callback, with all tokens of a run in its place."""
    parts: list[Any] = []
    for part in reduced:
        if isinstance(part, Token) and part.type == "RUN":
            parts += part.value
        else:
            parts.append(part)
    return parts


def all_unfolded(parts: Iterable[Any]) -> list[Any]:
    """The parts with three tokens in the place of each MEMBER: name, colon and leaf."""
    return [one for part in parts for one in (_marks(part) if is_member(part) else (part,))]


def is_member(part: Any) -> bool:
    """Whether a part is a token of a whole member."""
    return isinstance(part, Token) and part.type == "MEMBER"


def _marks(member: Token) -> Iterator[Token]:
    match: re.Match[str] = member.value
    leaf = next(name for name in LEAVES if match[f"MEMBER_{name}"] is not None)
    for kind, group in (("STRING", "NAME"), ("COLON", "SEPARATOR"), (leaf, f"MEMBER_{leaf}")):
        start, end = match.span(group)
        column = (member.column or 0) + start - match.start("MEMBER")
        yield Token(kind, match[group], start, member.line, column, end_pos=end)
