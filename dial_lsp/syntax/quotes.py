"""A line with a forgotten quote: what of it was meant as a name, a value, a comma or a bracket.

The lexer lets a string without an end run to the end of its line. Here it gives back the punctuation that closes the
line, so that one forgotten quote costs one string and not the structure behind it.
"""

from __future__ import annotations

import re

from lark import Token

# "name: {    a name whose closing quote is missing, with what follows its colon
_NAME = re.compile(r'"(?P<text>[^":{}\[\],\\]*[^":{}\[\],\\ \t])[ \t]*(?P<colon>:)[ \t]*(?P<open>[{\[])?[ \t]*$')
# ": {        the same for an opening quote; the name itself is the word before
_NAME_END = re.compile(r'"[ \t]*(?P<colon>:)[ \t]*(?P<open>[{\[])?[ \t]*$')
_PUNCTUATION = {":": "COLON", "{": "LBRACE", "[": "LSQB", "}": "RBRACE", "]": "RSQB", ",": "COMMA"}
_LINE_END = " \t,]}"


def mend_quotes(tokens: list[Token]) -> list[Token]:
    """The tokens, with the strings that have no end cut where they were meant to end."""
    if not any(token.type == "UNCLOSED" for token in tokens):
        return tokens
    out: list[Token] = []
    for token in tokens:
        if token.type != "UNCLOSED":
            out.append(token)
        elif out and out[-1].type == "WORD" and out[-1].end_pos == token.start_pos:
            word = out.pop()
            out.extend(_after_word(word, token))
        else:
            out.extend(_cut(token))
    return out


def _after_word(word: Token, rest: Token) -> list[Token]:
    """``gpt": {`` or ``gpt",``: the opening quote is missing."""
    name = _NAME_END.match(rest)
    quoted = Token("UNCLOSED", f'{word}"', word.start_pos, word.line, word.column, end_pos=rest.start_pos + 1)
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
