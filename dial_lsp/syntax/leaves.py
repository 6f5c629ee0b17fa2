"""Tokens of the grammar as leaves of the tree: what a scalar says, or was probably meant to say.

Messages never repeat text from the file: it may hold a secret.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from dial_lsp.syntax.strict import MAX_DIGITS, MAX_NAME, fraction, integer
from dial_lsp.syntax.tree import MISSING, BadNode, LiteralNode, Member, Node, NumberNode, Problem, StringNode
from dial_lsp.text import Edit, Span
from dial_lsp.text.patterns import compiled

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from lark import Token

_LITERALS = {"true": True, "false": False, "null": None}
_MEANT = {"true": True, "false": False, "null": None, "none": None, "undefined": None, "yes": True, "no": False}
_ESCAPE = compiled(r"\\(u[0-9a-fA-F]{4}|[\"\\/bfnrt])|(\\)|([\x00-\x1f])")
_SINGLE = compiled(r"\\(.)|\"")
_NUMBER = compiled(r"\+?(?P<sign>-?)0*(?P<whole>[0-9_]*)(?:\.(?P<part>[0-9_]*))?(?P<exponent>[eE][+-]?[0-9]+)?")
_OTHER_QUOTES = "“”„‘’`´«»"  # noqa: RUF001 - quotes of word processors
_LOOKS_NUMERIC = compiled(r"[+-]*\.?[0-9]|[+-]?(?:NaN|Infinity)$")


def leaf(token: Token) -> Node:
    """The node of a scalar that stands as a value."""
    start, end, text = span_of(token).start, span_of(token).end, str(token)
    if token.type == "STRING":
        return StringNode(start, end, _decoded(text))
    if token.type == "LITERAL":
        return LiteralNode(start, end, _LITERALS[text])
    if token.type == "NUMBER":
        return _number(start, end, text)
    if token.type == "WORD":
        return _word(start, end, text)
    if token.type == "DEEP":
        message = "nesting is deeper than the 1000 levels Core reads"
        return BadNode(start, end, MISSING, (Problem(Span(start, start + 1), "too-deep", message),))
    value, problems = _damaged_string(token)
    return BadNode(start, end, value, problems)


def key(token: Token) -> StringNode:
    """The node of a string or word that stands as a name."""
    start, end = span_of(token)
    text = str(token)
    if token.type == "STRING":
        return StringNode(start, end, _decoded(text), tuple(_too_long(start, end, text)))
    if token.type in ("WORD", "NUMBER", "LITERAL"):
        repair = Edit(Span(start, end), json.dumps(_unquoted(text), ensure_ascii=False))
        problem = Problem(Span(start, end), "unquoted-name", "put this name in double quotes", (repair,))
        return StringNode(start, end, _unquoted(text), (problem,))
    value, problems = _damaged_string(token)
    return StringNode(start, end, value, problems)


def member(token: Token) -> Member:
    """The member that a token of a whole one stands for."""
    match: re.Match[str] = token.value
    start, end = match.span("NAME")
    name = match["NAME"]
    node = StringNode(start, end, _decoded(name), tuple(_too_long(start, end, name)) if end - start > MAX_NAME else ())
    return Member(node, match.start("SEPARATOR"), _sound_leaf(match))


def _sound_leaf(match: re.Match[str]) -> Node:
    text = match["MEMBER_STRING"]
    if text is not None:
        return StringNode(*match.span("MEMBER_STRING"), _decoded(text))
    text = match["MEMBER_NUMBER"]
    if text is not None:
        return _number(*match.span("MEMBER_NUMBER"), text)
    return LiteralNode(*match.span("MEMBER_LITERAL"), _LITERALS[match["MEMBER_LITERAL"]])


def _too_long(start: int, end: int, text: str) -> Iterator[Problem]:
    if len(text) > MAX_NAME and len(_decoded(text)) > MAX_NAME:
        yield Problem(Span(start, end), "name-too-long", f"names have at most {MAX_NAME:,} characters")


def span_of(token: Token) -> Span:
    """Where a token stands."""
    start, end = token.start_pos, token.end_pos
    assert start is not None  # noqa: S101 - the lexer and brackets.py always say where
    assert end is not None  # noqa: S101
    return Span(start, end)


def _decoded(text: str) -> str:
    return text[1:-1] if "\\" not in text else str(json.loads(text))


def _number(start: int, end: int, text: str) -> Node:
    try:
        value = fraction(text) if any(mark in text for mark in ".eE") else integer(text)
    except ValueError:
        message = f"numbers have at most {MAX_DIGITS} digits"
        return BadNode(start, end, MISSING, (Problem(Span(start, end), "number-too-long", message),))
    return NumberNode(start, end, value)


def _word(start: int, end: int, text: str) -> Node:
    span = Span(start, end)
    if _LOOKS_NUMERIC.match(text):
        guess = _meant_number(text)
        edits = () if guess is MISSING else (Edit(span, str(guess)),)
        return BadNode(start, end, guess, (Problem(span, "bad-number", "this is not a JSON number", edits),))
    lower = text.lower()
    literal = lower if lower in _MEANT else next((word for word in _LITERALS if word.startswith(lower)), None)
    if literal is not None:
        guess = _MEANT[literal]
        repair = Edit(span, json.dumps(guess))
        return BadNode(start, end, guess, (Problem(span, "bad-literal", f"did you mean {repair.text}?", (repair,)),))
    content = _unquoted(text)
    repair = Edit(span, json.dumps(content, ensure_ascii=False))
    return BadNode(start, end, content, (Problem(span, "bad-literal", "put this text in double quotes", (repair,)),))


def _meant_number(text: str) -> Any:
    match = _NUMBER.fullmatch(text)
    if match is None or len(text) > MAX_DIGITS:
        return MISSING
    whole = match["whole"].replace("_", "") or "0"
    part = (match["part"] or "").replace("_", "")
    literal = f"{match['sign']}{whole}" + (f".{part}" if part else "") + (match["exponent"] or "")
    return fraction(literal) if part or match["exponent"] else int(literal)


def _damaged_string(token: Token) -> tuple[str, tuple[Problem, ...]]:
    """What a string says whose quotes or escapes are wrong, and the one problem to show."""
    start, end = span_of(token)
    text = str(token)
    if token.type == "QUOTED":
        closed = len(text) > 1 and text.endswith("'")
        content = text[1:-1] if closed else text[1:]
        inside = _SINGLE.sub(_in_double_quotes, content)
        repair = Edit(Span(start, end), f'"{_escaped(inside)}"')
        return _lenient(inside), (
            Problem(Span(start, end), "single-quotes", "put this text in double quotes", (repair,)),
        )
    if token.type == "UNCLOSED":
        before = not text.startswith('"')
        content = text[:-1] if before else text[1:]
        repair = Edit(Span(start, start) if before else Span(end, end), '"')
        message = f"the {'opening' if before else 'closing'} quote is missing"
        return _lenient(content), (Problem(Span(start, end), "unclosed-string", message, (repair,)),)
    return _lenient(text[1:-1]), (_inside(text, start),)


def _lenient(content: str) -> str:
    try:
        return str(json.loads(f'"{_escaped(content)}"'))
    except ValueError:
        return content


def _escaped(content: str) -> str:
    """The inside of a string with escapes for what needs one."""
    return _ESCAPE.sub(lambda match: match[0] if match[1] else json.dumps(match[2] or match[3])[1:-1], content)


def _in_double_quotes(found: re.Match[str]) -> str:
    """An escape or a double quote of a string in single quotes, as it is written in double quotes."""
    return "'" if found[1] == "'" else found[0] if found[1] else '\\"'


def _inside(text: str, start: int) -> Problem:
    """The first thing inside a string that strings may not hold; the repair covers all of them."""
    wrong = [match for match in _ESCAPE.finditer(text, 1, len(text) - 1) if not match[1]]
    edits = tuple(
        Edit(Span(match.start(), match.end()).shifted(start), json.dumps(match[2] or match[3])[1:-1]) for match in wrong
    )
    first = wrong[0]
    if first[3]:
        message = "a control character must be escaped in a text"
        return Problem(Span(first.start(), first.end()).shifted(start), "control-character", message, edits)
    span = Span(first.start(), min(first.end() + 1, len(text))).shifted(start)
    return Problem(span, "bad-escape", "unknown escape; write \\\\ for a backslash", edits)


def _unquoted(text: str) -> str:
    return text.strip(_OTHER_QUOTES)
