"""A line with a forgotten quote: what of it was meant as a name, a value, a comma or a bracket.

The lexer lets a string without an end run to the end of its line. Here it gives back the punctuation that closes the
line, so that one forgotten quote costs one string and not the structure behind it.
"""

from __future__ import annotations

from itertools import groupby, pairwise
from operator import attrgetter

from lark import Token

from dial_lsp.text.patterns import compiled

# One member on its line, its name with at most one of its quotes.
_MEMBER = compiled(
    r"""(?P<open>"?)(?P<name>[^":{}\[\],\\]*[^":{}\[\],\\ \t])(?P<close>"?)[ \t]*(?P<colon>:)[ \t]*"""
    r"""(?P<value>"(?:[^"\\\x00-\x1f]++|\\["\\/bfnrt])*+"|(?P<literal>true|false|null)\b|-?(?:0|[1-9][0-9]*+)(?![\w.]))?"""
    r"""(?P<rest>[ \t{}\[\],]*+)$"""
)
# "name: {    a name whose closing quote is missing, with what follows its colon
_NAME = compiled(r'"(?P<text>[^":{}\[\],\\]*[^":{}\[\],\\ \t])[ \t]*(?P<colon>:)[ \t]*(?P<open>[{\[])?[ \t]*$')
# ": {        the same for an opening quote; the name itself is the word before
_NAME_END = compiled(r'"[ \t]*(?P<colon>:)[ \t]*(?P<open>[{\[])?[ \t]*$')
_PUNCTUATION = {":": "COLON", "{": "LBRACE", "[": "LSQB", "}": "RBRACE", "]": "RSQB", ",": "COMMA"}
_LINE_END = " \t,]}"


def mend_quotes(tokens: list[Token]) -> list[Token]:
    """The tokens, with the strings that have no end cut where they were meant to end."""
    if not any(token.type == "UNCLOSED" for token in tokens):
        return tokens
    out: list[Token] = []
    for _, group in groupby(tokens, key=attrgetter("line")):
        line = list(group)
        out.extend(line if line[-1].type != "UNCLOSED" else _member_line(line) or _mended(line))
    return out


def _member_line(line: list[Token]) -> list[Token] | None:
    """The tokens of a line that holds one member whose name lacks a quote; None for other lines."""
    start = line[0].start_pos or 0
    text = "".join(f"{' ' * ((t.start_pos or 0) - (p.end_pos or 0))}{t}" for p, t in pairwise([line[0], *line]))
    text = text[-(line[-1].end_pos or 0) + start :]
    member = _MEMBER.match(text)
    if member is None or (member["open"] == "") == (member["close"] == ""):
        return None

    def token(kind: str, first: int, last: int) -> Token:
        column = (line[0].column or 0) + first
        return Token(kind, text[first:last], start + first, line[0].line, column, end_pos=start + last)

    found = [token("UNCLOSED", 0, member.end("close")), token("COLON", *member.span("colon"))]
    if member["value"]:
        kind = "STRING" if member["value"].startswith('"') else "LITERAL" if member["literal"] else "NUMBER"
        found.append(token(kind, *member.span("value")))
    rest = range(member.start("rest"), member.end("rest"))
    return found + [token(_PUNCTUATION[text[at]], at, at + 1) for at in rest if text[at] in _PUNCTUATION]


def _mended(line: list[Token]) -> list[Token]:
    """The tokens of a line, with its last one, a string without an end, taken apart."""
    *before, unclosed = line
    if before and before[-1].type == "WORD" and before[-1].end_pos == unclosed.start_pos:
        return [*before[:-1], *_after_word(before[-1], unclosed)]
    return [*before, *_cut(unclosed)]


def _after_word(word: Token, rest: Token) -> list[Token]:
    """``gpt": {`` or ``gpt",``: the opening quote is missing."""
    name = _NAME_END.match(rest)
    quoted = Token("UNCLOSED", f'{word}"', word.start_pos, word.line, word.column, end_pos=(rest.start_pos or 0) + 1)
    if name is not None:
        return [quoted, *(_part(rest, name.start(group)) for group in ("colon", "open") if name[group])]
    tail = rest[1:]
    if not tail.strip(_LINE_END):
        return [quoted, *_punctuation(rest, 1)]
    return [word, *_cut(rest)]


def _cut(token: Token) -> list[Token]:
    name = _NAME.match(token)
    if name is not None:
        key = _slice(token, name.end("text"))
        return [key, *(_part(token, name.start(group)) for group in ("colon", "open") if name[group])]
    end = len(token.rstrip(" \t,"))
    body = token.rstrip(_LINE_END)
    if "{" not in body and "[" not in body:
        end = len(body)
    end = max(end, 1)
    return [_slice(token, end), *_punctuation(token, end)]


def _punctuation(token: Token, start: int) -> list[Token]:
    return [_part(token, at) for at in range(start, len(token)) if token[at] in _PUNCTUATION]


def _slice(token: Token, end: int) -> Token:
    start = token.start_pos or 0
    return Token("UNCLOSED", token[:end], start, token.line, token.column, end_pos=start + end)


def _part(token: Token, at: int) -> Token:
    start = (token.start_pos or 0) + at
    return Token(_PUNCTUATION[token[at]], token[at], start, token.line, (token.column or 0) + at, end_pos=start + 1)
